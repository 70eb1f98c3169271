// Bouncy Castle's word on a detached CAdES signature: Verify CONTENT SIGNATURE ROOT.
// Exit 0 and "verified" only when the one signer holds, its certificate is the one that
// signing-certificate-v2 names, and the chain ends in the root.

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;

public class Verify {
    public static void main(String[] names) throws Exception {
        byte[] content = Files.readAllBytes(Path.of(names[0]));
        byte[] signature = Files.readAllBytes(Path.of(names[1]));
        X509Certificate root = certificate(Files.readAllBytes(Path.of(names[2])));
        CMSSignedData signed =
                new CMSSignedData(new CMSProcessableByteArray(content), signature);
        List<SignerInformation> signers =
                new ArrayList<>(signed.getSignerInfos().getSigners());
        demand(signers.size() == 1, "one signer");
        SignerInformation signer = signers.get(0);
        List<X509Certificate> embedded = new ArrayList<>();
        for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
            embedded.add(certificate(holder.getEncoded()));
        }
        X509CertificateHolder holder = (X509CertificateHolder)
                signed.getCertificates().getMatches(signer.getSID()).iterator().next();
        X509Certificate desk = certificate(holder.getEncoded());
        demand(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(desk)),
                "the signature");
        demand(isNamed(signer, desk), "signing-certificate-v2");
        chain(desk, embedded, root);
        System.out.println("verified");
    }

    static boolean isNamed(SignerInformation signer, X509Certificate desk)
            throws Exception {
        Attribute found = signer.getSignedAttributes()
                .get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (found == null || found.getAttrValues().size() != 1) {
            return false;
        }
        ESSCertIDv2 first = SigningCertificateV2
                .getInstance(found.getAttrValues().getObjectAt(0)).getCerts()[0];
        MessageDigest digest = MessageDigest
                .getInstance(first.getHashAlgorithm().getAlgorithm().getId());
        return Arrays.equals(first.getCertHash(), digest.digest(desk.getEncoded()));
    }

    static void chain(X509Certificate desk, List<X509Certificate> embedded,
            X509Certificate root) throws Exception {
        X509CertSelector wanted = new X509CertSelector();
        wanted.setCertificate(desk);
        PKIXBuilderParameters rules =
                new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), wanted);
        rules.addCertStore(CertStore.getInstance(
                "Collection", new CollectionCertStoreParameters(embedded)));
        rules.setRevocationEnabled(false);
        CertPathBuilder.getInstance("PKIX").build(rules);
    }

    static X509Certificate certificate(byte[] bytes) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes));
    }

    static void demand(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + what);
        }
    }
}
