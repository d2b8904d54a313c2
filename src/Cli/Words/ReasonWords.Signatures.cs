using Chancery.Mail;

namespace Chancery.Cli.Words;

internal static partial class ReasonWords
{
    private static ReasonText? OfSignature(MailReasonCode code) => code switch
    {
        MailReasonCode.ContentChanged => new(
            new("the content is not what was signed", "le contenu n’est pas ce qui a été signé"),
            new("it was altered: ask for it again, from a program that signs inside the message (opaque) if it happens every time",
                "il a été altéré : demandez un nouvel envoi, depuis un programme qui signe à l’intérieur du message (opaque) si cela se répète")),
        MailReasonCode.ChangedInTransit => new(
            new("a relay changed the text after it was signed; undone, the signature holds",
                "un relais a modifié le texte après la signature ; cela annulé, la signature tient"),
            new("find the relay that rewrites text (lines, spaces, encodings) and have it leave signed mail alone; opaque signatures survive it",
                "trouvez le relais qui réécrit le texte (lignes, espaces, encodages) et faites-lui épargner les courriels signés ; une signature opaque y survit")),
        MailReasonCode.SignatureInvalid => new(
            new("the signature was not made with the certificate’s key", "la signature n’a pas été faite avec la clé du certificat"),
            new("treat it as a forgery", "tenez-le pour un faux")),
        MailReasonCode.SignatureMalformed => new(
            new("the signature breaks a rule it needs to mean something", "la signature enfreint une règle sans laquelle elle ne veut rien dire"),
            new("treat it as unsigned, and tell its author which program made it", "tenez-le pour non signé, et signalez à son auteur quel programme l’a produit")),
        MailReasonCode.SignerCertificateMissing => new(
            new("the signer’s certificate is not in the message", "le certificat du signataire n’est pas dans le message"),
            new("give it with --certificates, or ask its author to send it along", "donnez-le avec --certificates, ou demandez à son auteur de le joindre")),
        MailReasonCode.SigningCertificateMismatch => new(
            new("the signature names another certificate than the one that verifies", "la signature nomme un autre certificat que celui qui la vérifie"),
            new("treat it as a forgery", "tenez-le pour un faux")),
        MailReasonCode.ContentMissing => new(
            new("the signature is there, what was signed is not", "la signature est là, ce qui a été signé ne l’est pas"),
            new("give it with --content", "donnez-le avec --content")),
        MailReasonCode.AlgorithmWeak => new(
            new("the signature is made with means that prove nothing any more", "la signature est faite avec des moyens qui ne prouvent plus rien"),
            new("it may be genuine, and anybody could have forged it since; ask its author to sign with SHA-256",
                "elle est peut-être authentique, mais n’importe qui a pu la contrefaire depuis ; demandez à son auteur de signer avec SHA-256")),
        MailReasonCode.AlgorithmUnsupported => new(
            new("the signature is made with an algorithm that is not verified here", "la signature est faite avec un algorithme qui n’est pas vérifié ici"),
            new("ask its author to sign with RSA, ECDSA or Ed25519 and SHA-256", "demandez à son auteur de signer avec RSA, ECDSA ou Ed25519 et SHA-256")),
        MailReasonCode.ValidWhenSigned => new(
            new("the certificate was valid when the signer says he signed", "le certificat était valide quand le signataire dit avoir signé"),
            new("if you know the mail to be that old, ask again with --at and that time",
                "si vous savez que le courriel date bien d’alors, redemandez avec --at et cet instant")),
        MailReasonCode.SignedInFuture => new(
            new("the signer says he signed later than the time asked about", "le signataire dit avoir signé après l’instant demandé")),
        _ => null,
    };

    private static ReasonText? OfPath(MailReasonCode code) => OfTrust(code) ?? code switch
    {
        MailReasonCode.NotAnAuthority => new(
            new("a certificate was issued by one that may not issue", "un certificat a été émis par un autre qui n’en a pas le droit"),
            new("treat it as a forgery", "tenez-le pour un faux")),
        MailReasonCode.PathLengthExceeded => new(
            new("there are more authorities between than the chain allows", "il y a plus d’autorités intermédiaires que la chaîne n’en permet"),
            new("tell the authority", "signalez-le à l’autorité")),
        MailReasonCode.KeyUsageForbids => new(
            new("the certificate’s keyUsage forbids this use", "le keyUsage du certificat interdit cet usage"),
            new("the author must sign with his signing certificate", "l’auteur doit signer avec son certificat de signature")),
        MailReasonCode.ExtendedKeyUsageForbids => new(
            new("the certificate is not for mail (extendedKeyUsage)", "le certificat n’est pas pour le courriel (extendedKeyUsage)"),
            new("the author needs a certificate for e-mail protection", "il faut à l’auteur un certificat pour la protection du courriel")),
        MailReasonCode.NameConstraintViolated => new(
            new("an authority certified a name it may not certify", "une autorité a certifié un nom qu’elle n’a pas le droit de certifier"),
            new("treat it as a forgery, and tell the authority", "tenez-le pour un faux, et signalez-le à l’autorité")),
        MailReasonCode.PolicyRequired => new(
            new("the chain is valid for none of the policies required", "la chaîne n’est valide pour aucune des politiques exigées"),
            new("the author needs a certificate under one of them", "il faut à l’auteur un certificat qui relève de l’une d’elles")),
        MailReasonCode.PolicyMappingInvalid => new(
            new("an authority’s policy mapping is wrong", "la correspondance de politiques d’une autorité est fausse"),
            new("tell the authority", "signalez-le à l’autorité")),
        MailReasonCode.CriticalExtensionUnknown => new(
            new("a certificate has a critical extension that is not known here", "un certificat a une extension critique inconnue ici"),
            new("tell the authority", "signalez-le à l’autorité")),
        MailReasonCode.LimitExceeded => new(
            new("there are more certificates, or paths through them, than are tried", "il y a plus de certificats, ou de chemins entre eux, que l’on n’en essaie"),
            new("give the certificates needed, and no others", "ne donnez que les certificats nécessaires")),
        MailReasonCode.CertificateMalformed => new(
            new("a certificate of the chain cannot be read", "un certificat de la chaîne est illisible"),
            new("ask the authority for it again", "redemandez-le à l’autorité")),
        MailReasonCode.SignatureWeak => new(
            new("a certificate of the chain is signed with means that prove nothing any more",
                "un certificat de la chaîne est signé avec des moyens qui ne prouvent plus rien"),
            new("the author needs a new certificate", "il faut à l’auteur un nouveau certificat")),
        MailReasonCode.SignatureUnsupported => new(
            new("a certificate of the chain is signed in a way that is not verified here", "un certificat de la chaîne est signé d’une façon qui n’est pas vérifiée ici")),
        _ => null,
    };

    private static ReasonText? OfTrust(MailReasonCode code) => code switch
    {
        MailReasonCode.IssuerUnknown => new(
            new("no certificate of the issuer is at hand", "aucun certificat de l’émetteur n’est disponible"),
            new("give the intermediate certificates with --certificates, and the root with --trust if you trust it",
                "donnez les certificats intermédiaires avec --certificates, et la racine avec --trust si vous lui faites confiance")),
        MailReasonCode.UntrustedRoot => new(
            new("the chain ends at a root that is not trusted", "la chaîne aboutit à une racine qui n’est pas approuvée"),
            new("if you trust this authority, compare its fingerprint by another way and give it with --trust",
                "si vous faites confiance à cette autorité, comparez son empreinte par un autre moyen et donnez-la avec --trust")),
        MailReasonCode.CertificateExpired => new(
            new("a certificate has expired", "un certificat a expiré"),
            new("the author needs a new certificate; for old mail, ask with --at and the time it was received",
                "il faut à l’auteur un nouveau certificat ; pour un ancien courriel, demandez avec --at et le moment de sa réception")),
        MailReasonCode.CertificateNotYetValid => new(
            new("a certificate is not valid yet", "un certificat n’est pas encore valide"),
            new("compare the clocks", "comparez les horloges")),
        MailReasonCode.CertificateRevoked => new(
            new("a certificate is revoked", "un certificat est révoqué"),
            new("treat it as unsigned, and ask the author for his new certificate", "tenez-le pour non signé, et demandez à l’auteur son nouveau certificat")),
        MailReasonCode.CertificateRevokedLater => new(
            new("a certificate was revoked later, and not because its key was stolen", "un certificat a été révoqué plus tard, et non parce que sa clé avait été volée")),
        MailReasonCode.RevocationUnknown => new(
            new("nothing tells whether a certificate is revoked", "rien ne dit si un certificat est révoqué"),
            new("give the authority’s list with --crl, or let it be fetched with --online", "donnez la liste de l’autorité avec --crl, ou laissez-la chercher avec --online")),
        _ => null,
    };
}
