/** `full.ts` once more, with the bridges to native apps and what else a webview needs: the build leaves them in. */
import './full';
