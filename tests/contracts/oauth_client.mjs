// Does an OAuth library that others wrote (oauth4webapi) get a token here, and is each way of cheating refused? Asked by test_oauth.py on stdin.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const oauth = await import(pathToFileURL(process.argv[2]).href);
const { issuer, client_id, scope, key } = JSON.parse(readFileSync(0, "utf8"));
const plain = { [oauth.allowInsecureRequests]: true };

const server = await oauth.processDiscoveryResponse(
  new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), { algorithm: "oauth2", ...plain }),
);
const signing = await crypto.subtle.importKey("jwk", key, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
const client = { client_id };

async function asked(change, form = { scope }) {
  const proof = oauth.PrivateKeyJwt({ key: signing, kid: key.kid }, { [oauth.modifyAssertion]: (_header, claims) => change(claims) });
  const answer = await oauth.clientCredentialsGrantRequest(server, client, proof, new URLSearchParams(form), plain);
  const status = answer.status;
  try {
    const token = await oauth.processClientCredentialsResponse(server, client, answer);
    return { status, token: token.access_token, type: token.token_type, seconds: token.expires_in };
  } catch (error) {
    return { status, error: error.error ?? error.code ?? String(error) };
  }
}

const told = {};
told.good = await asked(() => {});
told.wrong_audience = await asked((claims) => { claims.aud = "https://another.example"; });
told.two_audiences = await asked((claims) => { claims.aud = [issuer, "https://another.example"]; });
told.expired = await asked((claims) => { claims.iat -= 900; claims.nbf = claims.iat; claims.exp = claims.iat + 60; });
told.of_another = await asked((claims) => { claims.sub = "otro-sistema"; });
told.replayed = [await asked((claims) => { claims.jti = "the-same-twice"; }), await asked((claims) => { claims.jti = "the-same-twice"; })];
told.no_such_scope = await asked(() => {}, { scope: "C-9999:shared_case" });
told.resource = (await oauth.protectedResourceRequest(
  told.good.token, "POST", new URL("/api/v1/events/taken", issuer), new Headers({ "content-type": "application/json" }), JSON.stringify({ next: "" }), plain,
)).status;
console.log(JSON.stringify(told));
