/** Style sheets of hostile hosts. Those in the manner of a framework have its facts, not its text. */

export const RESET = `*, *::before, *::after {
  margin: 0 !important; padding: 0 !important; border: 3px dotted red !important; border-radius: 0 !important;
  font: italic 900 9px/1 serif !important; color: red !important; background: #ff0 !important; outline: 0 !important;
  letter-spacing: 0.3em !important; text-transform: uppercase !important; text-align: center !important;
  box-sizing: content-box !important; box-shadow: none !important; float: left !important; position: static !important;
  width: auto !important; height: auto !important; max-width: 50px !important; min-height: 0 !important;
  appearance: none !important; list-style: square !important; vertical-align: top !important; opacity: 0.5 !important;
  transition: all 1s !important; z-index: 0 !important; inset: auto !important
}
html { background: #fff !important; opacity: 1 !important; max-width: none !important; border: 0 !important }`;

export const UNSET = `*, *::before, *::after { all: unset !important }
button, input, textarea, label, dialog, fieldset, legend, svg, path { all: unset !important; display: none !important }
html { background: #fff !important }`;

export const INHERITED = `html {
  font: small-caps 700 31px/3 monospace; color: red; letter-spacing: 4px; word-spacing: 9px; text-indent: 3em;
  text-transform: uppercase; text-align: end; text-shadow: 2px 2px red; -webkit-text-stroke: 1px red; white-space: pre;
  word-break: break-all; hyphens: auto; quotes: "x" "y"; cursor: none; caret-color: red; accent-color: red;
  visibility: hidden; list-style: square; tab-size: 9; font-feature-settings: "zero"; font-kerning: none;
  line-break: anywhere; text-underline-offset: 9px; font-size-adjust: 0.9; font-synthesis: none; fill: red;
  stroke: red; stroke-width: 9; text-rendering: geometricPrecision; image-rendering: pixelated;
  border-collapse: collapse; overflow-wrap: anywhere; text-wrap: balance; scrollbar-color: red red; empty-cells: hide
}`;

/** What a preflight is known for: no margins, borders that only need a width, plain headings, controls that inherit. */
export const PREFLIGHT = `*, ::before, ::after, ::backdrop { box-sizing: border-box; border: 0 solid #e5e7eb; margin: 0; padding: 0 }
html, :host { line-height: 1.5; -webkit-text-size-adjust: 100%; tab-size: 4; font-family: ui-sans-serif, serif }
h1, h2, h3, h4, h5, h6 { font-size: inherit; font-weight: inherit }
a { color: inherit; text-decoration: inherit }
ol, ul, menu { list-style: none }
img, svg, video, canvas, audio, iframe, embed, object { display: block; vertical-align: middle }
img, video { max-width: 100%; height: auto }
button, input, select, optgroup, textarea { font: inherit; letter-spacing: inherit; color: inherit; border-radius: 0; background-color: transparent; opacity: 1 }
::placeholder { opacity: 1; color: #9ca3af }
textarea { resize: vertical }
[hidden]:where(:not([hidden="until-found"])) { display: none !important }`;

/** What a reboot is known for: its own fonts and sizes, block labels, floated legends, and components by class. */
export const REBOOT = `*, ::before, ::after { box-sizing: border-box }
:root { scroll-behavior: smooth }
body { margin: 0; font: 400 1rem/1.5 "Segoe UI", serif; color: #212529 }
h1, h2, h3 { margin: 0 0 0.5rem; font-weight: 500; line-height: 1.2 }
p { margin: 0 0 1rem } label { display: inline-block } fieldset { min-width: 0; margin: 0; padding: 0; border: 0 }
legend { float: left; width: 100%; margin-bottom: 0.5rem; font-size: 1.5rem }
legend + * { clear: left }
button, input, textarea { margin: 0; font: inherit } textarea { resize: vertical }
button:focus:not(:focus-visible) { outline: 0 }
[type="button"], [type="submit"], button { -webkit-appearance: button; cursor: pointer }
.btn { padding: 0.375rem 0.75rem; border: 1px solid transparent; border-radius: 0.375rem }
.row { display: flex; flex-wrap: wrap; margin: 0 -12px } .row > * { width: 100%; max-width: 100%; padding: 0 12px }
.modal { position: fixed; inset: 0; z-index: 1055; display: none } .float { float: left !important }`;

export const OUR_NAMES = `.earshot, .float, .sheet, .head, .main, .foot, .asked, .list, .row, .point, .check, .clear, .send, .note, .quiet,
.question, .status, .unseen { display: none !important; color: red !important; position: static !important }
#earshot-title, #text-comment { display: none !important }
@keyframes rise { from, to { transform: rotate(90deg) } }`;

/** Something that such a sheet dresses, where the form will not stand. */
export const CONTENT = `<div class="row" style="max-width: 500px"><button class="btn send">Send</button><fieldset><legend>Size</legend>
<label class="point"><input type="radio" name="csat"> Large</label></fieldset><textarea id="text-comment"></textarea>
<h2 id="earshot-title">Title</h2></div>`;
