/**
 * The page that a browser gets: what it shows until the grid is built, and the one script and one style sheet that build it. `token` lets
 * this page, and none from elsewhere, open the socket; sidebars and dialogs come from `framePort`.
 */
export function shellPage({token, framePort}: {readonly token: string; readonly framePort: number}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="workbench-token" content="${token}">
<meta name="workbench-frames" content="${framePort}">
<title>Billing Ops workbench</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<noscript>The spreadsheet needs JavaScript. <a href="/plain">Here are its tabs without.</a></noscript>
<div id="page">
<header class="title-bar"><span class="logo" aria-hidden="true"></span><div class="title"><h1>Billing Ops workbench</h1></div></header>
<p class="opening" role="status">Opening the spreadsheet…</p>
</div>
</body>
</html>
`;
}
