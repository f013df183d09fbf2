/** What browsers run: bundled, minified, as text. The build and the tests make it the same way (`script-text.mjs`). */
declare module '*?script' {
  const text: string;
  export default text;
}
