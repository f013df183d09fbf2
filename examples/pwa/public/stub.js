// Calls made before earshot.js has arrived wait in its queue.
window.earshot ||= (...call) => {
  window.earshot.q ||= [];
  window.earshot.q.push(call);
};
