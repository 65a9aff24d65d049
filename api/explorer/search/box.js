export function startSearch() {}
