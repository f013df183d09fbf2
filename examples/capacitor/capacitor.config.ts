import type { CapacitorConfig } from '@capacitor/cli';

const config: CapacitorConfig = {
  appId: 'com.example.feedback',
  appName: 'Feedback',
  webDir: 'www',
  // Together the page's origin, to which its queue belongs: https://localhost on Android, capacitor://localhost on iOS.
  // These are the defaults. They stand here because they never change in an app that is out.
  server: { hostname: 'localhost', androidScheme: 'https', iosScheme: 'capacitor' },
  // Read by the plug-in of native/, where there is one.
  plugins: { Earshot: { collector: 'https://feedback.example.com/v1/submissions' } },
};

export default config;
