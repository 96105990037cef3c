// A sign-in provider of its own for tests, on this computer: node oidc-server.mjs PORT REDIRECT_URI CLIENT_SECRET.
// It asks nobody for a password: the browser says at the interaction who it is (?login=ACCOUNT), or refuses (?login=).
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import Provider from 'oidc-provider';

const [port, redirectUri, secret] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const accounts = {
  reyes: { email: 'Reyes@dayton.example', email_verified: true },
  'reyes-again': { email: 'reyes@dayton.example', email_verified: true },
  chen: { email: 'chen@dayton.example', email_verified: true },
  unverified: { email: 'tran@dayton.example', email_verified: false },
  stranger: { email: 'stranger@dayton.example', email_verified: true },
  lakeside: { email: 'ann@lakeside.example', email_verified: true },
};
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const provider = new Provider(issuer, {
  clients: [{ client_id: 'sitebook', client_secret: secret, redirect_uris: [redirectUri] }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['of this test'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
http
  .createServer((request, response) => {
    const url = new URL(request.url, issuer);
    if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
    const login = url.searchParams.get('login');
    const result = login
      ? { login: { accountId: login } }
      : { error: 'access_denied', error_description: 'The person refused' };
    return provider.interactionFinished(request, response, result);
  })
  .listen(Number(port), '127.0.0.1', () => console.log('listening'));
