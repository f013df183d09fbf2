// Calls made before earshot.js has arrived wait in its queue.
window.earshot ||= (...call) => {
  window.earshot.q ||= [];
  window.earshot.q.push(call);
};

/** Looks the function up at each call: earshot.js puts its own in the stub's place. */
export const earshot = (...call) => window.earshot(...call);
