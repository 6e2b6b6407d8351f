/**
 * The page that a browser gets: a place for the grid, and the one script and one style sheet that fill it. `token` lets
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
<div id="page"></div>
</body>
</html>
`;
}
