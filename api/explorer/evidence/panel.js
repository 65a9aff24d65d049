export async function showPanel() {}
