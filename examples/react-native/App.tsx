import { useEffect, useRef, useState } from 'react';
import { AppState, BackHandler } from 'react-native';
import { WebView, type WebViewMessageEvent } from 'react-native-webview';
import { answerTo, replyScript } from './bridge';
import { createForwarder } from './forwarder';
import { html } from './page';
import { openOutbox } from './sqlite-outbox';

/** Where the page appears to come from. Its queue belongs to this origin, so it never changes. Take a host of yours. */
const BASE_URL = 'https://app.example.com/';
const COLLECTOR = 'https://feedback.example.com/v1/submissions';

const outbox = openOutbox();
const drain = createForwarder(outbox, COLLECTOR);

export default function App() {
  const web = useRef<WebView>(null);
  const [isFormOpen, setFormOpen] = useState(false);
  const [loads, setLoads] = useState(0);

  useEffect(() => {
    void drain(); // what an earlier run could not deliver
    const listening = AppState.addEventListener('change', (state) => {
      if (state === 'active') void drain();
    });
    return () => listening.remove();
  }, []);

  useEffect(() => {
    if (!isFormOpen) return;
    const listening = BackHandler.addEventListener('hardwareBackPress', () => {
      web.current?.injectJavaScript("earshot('close'); true");
      return true;
    });
    return () => listening.remove();
  }, [isFormOpen]);

  const onMessage = ({ nativeEvent }: WebViewMessageEvent) => {
    const answer = answerTo(nativeEvent.data, outbox, setFormOpen);
    if (answer === undefined) return;
    web.current?.injectJavaScript(replyScript(answer));
    void drain();
  };

  /** The system ends the page's process when memory is short. The queue is on the disk; the page has to come back. */
  const loadAgain = () => {
    setFormOpen(false);
    setLoads(loads + 1);
  };

  return (
    <WebView
      key={loads}
      ref={web}
      source={{ html, baseUrl: BASE_URL }}
      originWhitelist={['https://app.example.com']}
      onShouldStartLoadWithRequest={({ url }) => url === 'about:blank' || url.startsWith(BASE_URL)}
      javaScriptEnabled
      domStorageEnabled
      cacheEnabled
      incognito={false}
      allowFileAccess={false}
      onMessage={onMessage}
      onContentProcessDidTerminate={loadAgain}
      onRenderProcessGone={loadAgain}
    />
  );
}
