/** Style sheets of hostile hosts that were written to be hostile. Those of frameworks: real-sheets.ts. */

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

export const OUR_NAMES = `.earshot, .float, .sheet, .head, .main, .foot, .asked, .list, .row, .point, .check, .clear, .send, .note, .quiet,
.question, .status, .unseen { display: none !important; color: red !important; position: static !important }
#earshot-title, #text-comment { display: none !important }
@keyframes rise { from, to { transform: rotate(90deg) } }`;

/** Something that such a sheet dresses, where the form will not stand. */
export const CONTENT = `<div class="row flex p-4" style="max-width: 500px"><button class="btn btn-primary rounded-full uppercase send">Send</button><fieldset><legend>Size</legend>
<label class="point"><input type="radio" name="csat"> Large</label></fieldset><textarea id="text-comment"></textarea>
<h2 id="earshot-title">Title</h2></div>`;
