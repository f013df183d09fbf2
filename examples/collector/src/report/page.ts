import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { css } from './styles';

type Html = ReturnType<typeof html>;

/** Changes with the styles, so that a browser never pairs a new page with old ones. */
export const cssPath = `/report/report.css?v=${createHash('sha256').update(css).digest('hex').slice(0, 8)}`;
export { css };

/** Four sound waves towards an ear, in one path. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#2b5f75"/><path d="M9 13v6M14 9v14M19 12v8M24 14.5v3" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>`;

/** The frame of every page of the report. `nav` stands beside the name. */
export const page = ({
  title,
  nav = '',
  script,
  body,
}: {
  title: string;
  nav?: Html | string | undefined;
  /** Address of the script that it runs; the page's policy has to allow it. */
  script?: string | undefined;
  body: Html;
}): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/report/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${cssPath}">
${script && html`<script src="${script}" defer></script>`}
</head>
<body>
<header class="top"><a class="name" href="/report"><img src="/report/icon.svg" alt="" width="28" height="28"> Earshot</a>${nav}</header>
<main>${body}</main>
</body>
</html>`;
