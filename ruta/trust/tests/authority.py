"""A time-stamping authority of our own (RFC 3161): it answers a query as a real one does, with a certificate made for the test."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

POLICY = "1.3.6.1.4.1.99999.1"


def _certificate(common_name, key, issuer=None, issuer_key=None, *, is_root=False):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    begin = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(issuer.subject if issuer else name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(begin + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )  # fmt: skip
    if not is_root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(issuer_key or key, hashes.SHA256())


class Authority:
    """Root, certificate and a clock."""

    def __init__(self):
        root_key, self.key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.root = _certificate("Autoridad de ejemplo", root_key, is_root=True)
        self.own = _certificate("Sello de ejemplo", self.key, self.root, root_key)
        self.asked = 0

    def roots_pem(self):
        return self.root.public_bytes(serialization.Encoding.PEM)

    def answer(self, query, **_ignored):
        """A granted stamp over the imprint of the query."""
        self.asked += 1
        asked = tsp.TimeStampReq.load(query)
        info = tsp.TSTInfo({
            "version": "v1", "policy": POLICY, "message_imprint": asked["message_imprint"], "serial_number": self.asked,
            "gen_time": datetime.now(UTC).replace(microsecond=0), "nonce": asked["nonce"],
        })  # fmt: skip
        response = tsp.TimeStampResp({
            "status": {"status": "granted"}, "time_stamp_token": {"content_type": "signed_data", "content": self._signed(info.dump())}
        })  # fmt: skip
        return response.dump()

    def _signed(self, content):
        own = asn1_x509.Certificate.load(self.own.public_bytes(serialization.Encoding.DER))
        digest = algos.DigestAlgorithm({"algorithm": "sha256"})
        attributes = cms.CMSAttributes([
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sha256(content).digest()]}),
            cms.CMSAttribute({
                "type": "signing_certificate_v2",
                "values": [tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": sha256(own.dump()).digest()})]})],
            }),
        ])  # fmt: skip
        signer = cms.SignerInfo({
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number})}),
            "digest_algorithm": digest, "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature": self.key.sign(attributes.untag().dump(), padding.PKCS1v15(), hashes.SHA256()),
        })  # fmt: skip
        return cms.SignedData({
            "version": "v3", "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
            "certificates": [own], "signer_infos": [signer],
        })  # fmt: skip
