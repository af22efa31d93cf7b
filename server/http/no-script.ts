/** In index.html, inside <noscript>. */
const marker = '<!--no-script-->';

export type SignInPage = { next: string; problem: string | null };

/** The page with what a browser without JavaScript can do there; everybody else never sees it. */
export function withNoScript(html: string, pathname: string, signIn: SignInPage): string {
  return html.replace(marker, () => contentOf(pathname, signIn));
}

/** Only a path of this site: `//elsewhere` and `https:` would leave it, with a tab between the slashes as well. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?!\/)[ -[\]-~]*$/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

function contentOf(pathname: string, signIn: SignInPage): string {
  if (pathname === '/sign-in') return formOf(signIn);
  const number = /^\/deployments\/(\d+)$/.exec(pathname)?.[1];
  const here = `<a class="a" href="/sign-in?next=${encodeURIComponent(pathname)}">Sign in</a>`;
  if (number === undefined)
    return `<p>The pages of FastDeploy need JavaScript. A deployment is also plain text, at /deployments/NUMBER.txt. ${here}</p>`;
  const run = `/deployments/${number}`;
  const log = `${run}/log.txt`;
  return `<h1>Deployment #${number}</h1>
<p>This page needs JavaScript. <a class="a" href="${run}.txt">What happened</a>, <a class="a" href="${log}">The log as plain text</a>, or <a class="a" href="${log}?follow=1">as it grows</a>. ${here}</p>`;
}

function formOf({ next, problem }: SignInPage): string {
  return `<form class="sign-in-form" method="post" action="/sign-in">
<h1>Sign in</h1>
${problem === null ? '' : `<p class="error" role="alert">${escaped(problem)}</p>`}
<input type="hidden" name="next" value="${escaped(next)}">
<div><label class="lb" for="name">User name</label><span class="inp"><input id="name" name="name" autocomplete="username" autocapitalize="none" required></span></div>
<div><label class="lb" for="password">Password</label><span class="inp"><input id="password" name="password" type="password" autocomplete="current-password" required></span></div>
<label class="ck"><input type="checkbox" name="remember"> Keep me signed in for 30 days</label>
<button type="submit" class="btn p">Sign in</button>
</form>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
