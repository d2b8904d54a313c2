namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ConnectorKeys =>
    [
        new("accountAddressNotBound", 403, 3,
            new(
                "The mail account is for an address that is not bound to the device.",
                "An e-mail profile takes its address from something other than the person’s mail address, or the server asks for another person’s.",
                "Let the e-mail profile use the primary SMTP address; if it does, look into who changed the server."),
            new(
                "Le compte de messagerie porte une adresse qui n’est pas liée à l’appareil.",
                "Un profil de messagerie prend son adresse ailleurs que dans l’adresse de la personne, ou le serveur demande celle d’une autre.",
                "Faites utiliser au profil l’adresse SMTP principale ; si c’est déjà le cas, cherchez qui a modifié le serveur.")),
        new("importedKeyOpenToAllApps", 403, 3,
            new(
                "An imported key may not be opened to every app of a Mac.",
                "The server asks that apps may use it without the person being asked.",
                "No profile of ours asks for it: look into who changed the server."),
            new(
                "Une clé importée ne peut pas être ouverte à toutes les applications d’un Mac.",
                "Le serveur demande que les applications s’en servent sans que la personne soit consultée.",
                "Aucun de nos profils ne le demande : cherchez qui a modifié le serveur.")),
        new("importPurposeDiffers", 422, 3,
            new(
                "The intended purpose is not the one inside the seal.",
                "The request and the sealed import disagree.",
                "Seal the import again for the purpose you mean."),
            new(
                "L’usage prévu n’est pas celui qui figure dans le scellé.",
                "La requête et l’import scellé ne concordent pas.",
                "Scellez de nouveau l’import pour l’usage voulu.")),
        new("importOwnerDiffers", 422, 3,
            new(
                "The import was sealed for another person’s address.",
                "The user’s address is not the owner’s address inside the seal.",
                "Import it for its owner, or seal it again naming the owner’s address."),
            new(
                "L’import a été scellé pour l’adresse d’une autre personne.",
                "L’adresse de l’utilisateur n’est pas celle du propriétaire inscrite dans le scellé.",
                "Importez-le pour son propriétaire, ou scellez-le de nouveau avec l’adresse du propriétaire.")),
        new("importAddressNotInCertificate", 422, 3,
            new(
                "The certificate does not carry an address of the person.",
                "None of its mail addresses is the owner’s address or a former address named in the import.",
                "Check whose certificate it is; name the former address when you import, where it is one."),
            new(
                "Le certificat ne porte aucune adresse de la personne.",
                "Aucune de ses adresses n’est celle du propriétaire ni une ancienne adresse indiquée dans l’import.",
                "Vérifiez à qui est ce certificat ; s’il s’agit d’une ancienne adresse, indiquez-la lors de l’import.")),
        new("importUsageContradictsPurpose", 422, 3,
            new(
                "The certificate’s key usage contradicts the intended purpose.",
                "A signing certificate was imported for encryption, or an encryption certificate for signing.",
                "Choose the other purpose, or import the other certificate."),
            new(
                "L’utilisation de clé du certificat contredit l’usage prévu.",
                "Un certificat de signature a été importé pour le chiffrement, ou l’inverse.",
                "Choisissez l’autre usage, ou importez l’autre certificat.")),
        new("certificateExpired", 422, 0,
            new(
                "The certificate has expired.",
                "It is part of the history: old mail stays readable with it.",
                "Nothing, where it is history; import the current certificate as well."),
            new(
                "Le certificat a expiré.",
                "Il fait partie de l’historique : il permet de lire les anciens messages.",
                "Rien, s’il s’agit d’historique ; importez aussi le certificat actuel.")),
        new("certificateNotYetValid", 422, 0,
            new(
                "The certificate is not valid yet.",
                "Its first day is in the future, or a clock is wrong.",
                "Check the clocks; mail apps use it from its first day."),
            new(
                "Le certificat n’est pas encore valide.",
                "Son premier jour est dans le futur, ou une horloge est fausse.",
                "Vérifiez les horloges ; les applications l’utiliseront à partir de son premier jour.")),
        new("certificateDualUse", 422, 0,
            new(
                "The certificate is for signing and for encryption.",
                "One key does both; it is kept as an encryption key.",
                "Prefer separate certificates when you renew."),
            new(
                "Le certificat sert à la signature et au chiffrement.",
                "Une même clé fait les deux ; elle est conservée comme clé de chiffrement.",
                "Préférez des certificats distincts au renouvellement.")),
        new("certificateChainUnknown", 422, 0,
            new(
                "The certificates between this one and its root did not come with it.",
                "The PFX holds no issuer that signed the certificate.",
                "Deliver its authorities with a trusted certificate profile."),
            new(
                "Les certificats entre celui-ci et sa racine ne l’accompagnent pas.",
                "Le PFX ne contient aucun émetteur ayant signé le certificat.",
                "Distribuez ses autorités par un profil de certificat approuvé.")),
        new("sealedKeyMalformed", 422, 1,
            new("The sealed key is not a record of the vault.", "It was damaged, or is of another product or version.", "Import the key again."),
            new(
                "La clé scellée n’est pas un enregistrement du coffre.",
                "Elle est endommagée, ou vient d’un autre produit ou d’une autre version.",
                "Importez de nouveau la clé.")),
        new("sealedKeyForeign", 422, 1,
            new(
                "The key was sealed by another vault.",
                "The connector’s data folder is not the one that imported it.",
                "Start the connector on its own data folder, or import the key again."),
            new(
                "La clé a été scellée par un autre coffre.",
                "Le dossier de données du connecteur n’est pas celui qui l’a importée.",
                "Démarrez le connecteur sur son propre dossier de données, ou importez de nouveau la clé.")),
        new("sealedKeyAltered", 422, 3,
            new(
                "The sealed key was altered.",
                "Its owner, purpose, key or bytes are not as the vault sealed them.",
                "Look into who changed the server’s database; import the key again."),
            new(
                "La clé scellée a été altérée.",
                "Son propriétaire, son usage, sa clé ou ses octets ne sont pas ceux que le coffre a scellés.",
                "Cherchez qui a modifié la base du serveur ; importez de nouveau la clé.")),
        new("importedKeyNotOfOwner", 403, 3,
            new(
                "The key belongs to another person than the device.",
                "No address of the key’s owner is bound to the device.",
                "Deliver it to its owner’s devices only; where the address is a former one, import the key again naming it."),
            new(
                "La clé appartient à une autre personne que l’appareil.",
                "Aucune adresse du propriétaire de la clé n’est liée à l’appareil.",
                "Ne la délivrez qu’aux appareils de son propriétaire ; s’il s’agit d’une ancienne adresse, importez de nouveau la clé en l’indiquant.")),
        new("issuedAddressNotBound", 403, 3,
            new(
                "The certificate would carry an address that is not bound to the device.",
                "The profile’s template, or the user’s addresses, name somebody else’s address.",
                "Correct the template, or enrol the device for that address."),
            new(
                "Le certificat porterait une adresse qui n’est pas liée à l’appareil.",
                "Le modèle du profil, ou les adresses de l’utilisateur, nomment l’adresse d’une autre personne.",
                "Corrigez le modèle, ou inscrivez l’appareil pour cette adresse.")),
        new("keyIsExtractableRefused", 403, 3,
            new(
                "The profile would let the private key be taken out of the device.",
                "KeyIsExtractable is on.",
                "Switch it off: the connector seals no such profile."),
            new(
                "Le profil permettrait d’extraire la clé privée de l’appareil.",
                "KeyIsExtractable est activé.",
                "Désactivez-le : le connecteur ne scelle aucun profil de ce genre.")),
        new("keyCertificateMismatch", 422, 3,
            new(
                "The certificate is not the one of the sealed key.",
                "The server’s database joins two rows that do not belong together.",
                "Import the key again."),
            new(
                "Le certificat n’est pas celui de la clé scellée.",
                "La base du serveur réunit deux lignes qui ne vont pas ensemble.",
                "Importez de nouveau la clé.")),
        new("deviceIdentityUnusable", 422, 1,
            new(
                "The device’s identity certificate cannot be sealed to.",
                "It is malformed, or its key is not RSA of at least 2048 bits.",
                "Enrol the device anew."),
            new(
                "Le certificat d’identité de l’appareil ne permet pas le scellement.",
                "Il est mal formé, ou sa clé n’est pas une clé RSA d’au moins 2048 bits.",
                "Inscrivez de nouveau l’appareil.")),
        new("certificateNotOurs", 404, 1,
            new(
                "This authority issued no certificate of that serial number.",
                "It is an imported certificate, or of another authority.",
                "Revoke it where it was issued."),
            new(
                "Cette autorité n’a émis aucun certificat portant ce numéro de série.",
                "C’est un certificat importé, ou d’une autre autorité.",
                "Révoquez-le auprès de celle qui l’a émis.")),
    ];
}
