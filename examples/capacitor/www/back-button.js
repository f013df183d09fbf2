// Android's back button closes the form first, then goes back, then leaves. Before earshot.webview.js: calls wait there.
window.earshot ||= (...call) => (window.earshot.q ||= []).push(call);

let isFormOpen = false;
window.earshot('on', 'open', () => (isFormOpen = true));
window.earshot('on', 'close', () => (isFormOpen = false));

// The plug-in is there inside the app only; its default is to go back or leave.
const { App } = window.Capacitor?.Plugins ?? {};
App?.addListener('backButton', ({ canGoBack }) => {
  if (isFormOpen) window.earshot('close');
  else if (canGoBack) history.back();
  else App.exitApp();
});
