// A real OpenID Connect provider (oidc-provider) with the accounts of accounts.json, for tests on this machine only.
//
//   node provider.mjs CLIENT_SECRET REDIRECT_URI…
//
// Prints its issuer as one line of JSON once it answers, and ends when its standard input does, so that it never
// outlives the test that started it. An account with "forge" gets an ID token that is altered after the provider made it, one
// with "padding" has so many characters more in it that do not compress.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import Provider from 'oidc-provider';

const [clientSecret, ...redirectUris] = process.argv.slice(2);
const accounts = JSON.parse(readFileSync(new URL('accounts.json', import.meta.url), 'utf8'));

const own = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('RS256');
const names = new Set(['preferred_username', 'padding', ...Object.values(accounts).flatMap(({ claims }) => Object.keys(claims))]);

// Signs the claims anew as the account's "forge" says: payload replaces claims, shift moves times by seconds, drop removes
// claims, signature is own (default), stranger (another key under the same name), client-secret, none or broken.
async function forged(token, { payload = {}, shift = {}, drop = [], signature = 'own' }) {
  const claims = { ...decodeJwt(token), ...payload };
  for (const [name, seconds] of Object.entries(shift)) claims[name] = Math.floor(Date.now() / 1000) + seconds;
  for (const name of drop) delete claims[name];
  const header = decodeProtectedHeader(token);
  if (signature === 'none') return new UnsecuredJWT(claims).encode();
  if (signature === 'client-secret') {
    return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(new TextEncoder().encode(clientSecret));
  }
  const signed = await new SignJWT(claims)
    .setProtectedHeader(header)
    .sign(signature === 'stranger' ? stranger.privateKey : own.privateKey);
  if (signature !== 'broken') return signed;
  const [head, body, end] = signed.split('.');
  return [head, body, (end[0] === 'A' ? 'B' : 'A') + end.slice(1)].join('.');
}

function page(uid) {
  const choices = Object.keys(accounts).map((login) => `<button name="login" value="${login}">${login}</button>`);
  const form = `<form method="post" action="/interaction/${uid}">${choices.join('')}</form>`;
  return `<!doctype html><title>provider</title>${form}<a href="/interaction/${uid}/abort">no</a>`;
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`; // for a browser another site than 127.0.0.1
  start(issuer).then(() => console.log(JSON.stringify({ issuer })));
});
process.stdin.resume().on('end', () => process.exit(0));

async function start(issuer) {
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'cloudeye', client_secret: clientSecret, redirect_uris: redirectUris }],
    jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid: 'provider', alg: 'RS256', use: 'sig' }] },
    claims: { openid: ['sub', ...names] },
    conformIdTokenClaims: false,
    cookies: { keys: [clientSecret] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (ctx, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (ctx, login) =>
      accounts[login] && {
        accountId: login,
        claims: () => ({
          sub: login,
          preferred_username: login,
          padding: randomBytes((accounts[login].padding ?? 0) / 2).toString('hex'),
          ...accounts[login].claims,
        }),
      },
    // Nobody is asked whether they agree: both sides belong to the same office.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email');
      grant.addOIDCClaims([...names]);
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    const { forge } = accounts[ctx.oidc?.account?.accountId] ?? {};
    if (ctx.oidc?.route === 'token' && ctx.body?.id_token && forge) {
      ctx.body = { ...ctx.body, id_token: await forged(ctx.body.id_token, forge) };
    }
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    const [, uid, abort] = /^\/interaction\/([\w-]+)(\/abort)?$/.exec(request.url) ?? [];
    if (!uid) return answer(request, response);
    if (abort) return provider.interactionFinished(request, response, { error: 'access_denied' });
    if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(page(uid));
    const accountId = (await body(request)).get('login');
    return provider.interactionFinished(request, response, { login: { accountId } });
  });
}
