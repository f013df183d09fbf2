/** CSS files are imported as minified text (the build does it) and adopted as constructable stylesheets. */
declare module '*.css' {
  const text: string;
  export default text;
}
