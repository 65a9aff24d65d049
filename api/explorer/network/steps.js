// Steps that can be undone: views of this network that one has gone through, in this tab.

const past = [];
const future = [];
let now = null;

/** Notes the view that is shown now; back and forward in the browser are steps too. */
export function seen(view) {
  if (view === now) return;
  if (view === past.at(-1)) {
    future.push(now);
    past.pop();
  } else if (view === future.at(-1)) {
    past.push(now);
    future.pop();
  } else {
    if (now !== null) past.push(now);
    future.length = 0;
  }
  now = view;
}

/** The view before this one, and the one after it that was undone; undefined where there is none. */
export function around() {
  return { before: past.at(-1), after: future.at(-1) };
}
