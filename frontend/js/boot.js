// One way to give elements behaviour: selector and function, each element once, and one failure stops nothing else.
const behaviours = [];
const done = new WeakMap();

export function onBoot(selector, start) {
  behaviours.push({ selector, start });
}

export function boot(root) {
  for (const behaviour of behaviours) {
    const found = [...root.querySelectorAll(behaviour.selector)];
    if (root.matches?.(behaviour.selector)) found.unshift(root);
    for (const element of found) {
      const started = done.get(element) ?? new Set();
      if (started.has(behaviour)) continue;
      started.add(behaviour);
      done.set(element, started);
      try {
        behaviour.start(element);
      } catch (error) {
        console.error(behaviour.selector, error);
      }
    }
  }
}
