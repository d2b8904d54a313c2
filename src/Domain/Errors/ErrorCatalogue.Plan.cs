namespace Chancery.Domain;

// What a plan warns of and a deployment fails with: shown beside a device, a profile or a deployment.
public static partial class ErrorCatalogue
{
    private static ErrorEntry[] PlanErrors =>
    [
        new("templateMalformed", 400, 2,
            new("The template is malformed.", "It is too long, a part is not KEY=value, a quote is not closed, or a {{ has no }}.", "Write it like CN={{UserName}},E={{EmailAddress}}."),
            new("Le modèle est mal formé.", "Il est trop long, un élément n’est pas de la forme CLÉ=valeur, un guillemet n’est pas fermé ou un {{ n’a pas son }}.", "Écrivez-le comme CN={{UserName}},E={{EmailAddress}}.")),
        new("templateVariableUnknown", 400, 2,
            new("The template names a variable that does not exist.", "The variable is misspelt.", "Use one of the documented variables, for example {{EmailAddress}}."),
            new("Le modèle nomme une variable qui n’existe pas.", "La variable est mal orthographiée.", "Employez l’une des variables documentées, par exemple {{EmailAddress}}.")),
        new("templateVariableMissing", 422, 1,
            new("The person or the device has no value for a variable of the template.", "For example, the user has no mail address or no given name.", "Complete the user, or take the variable out of the template."),
            new("La personne ou l’appareil n’a pas de valeur pour une variable du modèle.", "Par exemple, l’utilisateur n’a pas d’adresse ou pas de prénom.", "Complétez l’utilisateur, ou retirez la variable du modèle.")),
        new("pkcsEncryptionPerDevice", 422, 3,
            new("The profile makes an encryption certificate for each device.", "Mail encrypted to one device’s certificate cannot be read on the person’s other devices, and not at all once the device is lost.", "Import the person’s encryption certificates and deliver them with an imported PFX profile; keep PKCS profiles for signing."),
            new("Le profil fabrique un certificat de chiffrement pour chaque appareil.", "Le courrier chiffré pour le certificat d’un appareil est illisible sur les autres appareils de la personne, et perdu avec l’appareil.", "Importez les certificats de chiffrement de la personne et distribuez-les par un profil PFX importé ; gardez les profils PKCS pour la signature.")),
        new("referencedProfileNotAssigned", 422, 1,
            new("The e-mail profile refers to a certificate profile that does not apply to this device.", "The two profiles are assigned to different groups, are for different platforms, or the certificate profile was deleted.", "Assign the certificate profile to the same groups as the e-mail profile."),
            new("Le profil de messagerie renvoie à un profil de certificat qui ne s’applique pas à cet appareil.", "Les deux profils sont affectés à des groupes différents, visent des plateformes différentes, ou le profil de certificat a été supprimé.", "Affectez le profil de certificat aux mêmes groupes que le profil de messagerie.")),
        new("referencedProfileUnsuitable", 422, 1,
            new("The e-mail profile refers to a profile that cannot give it this identity.", "A signing reference must name a PKCS or imported PFX profile for signing, an encryption reference one for encryption.", "Correct the reference in the e-mail profile."),
            new("Le profil de messagerie renvoie à un profil qui ne peut pas lui donner cette identité.", "La référence de signature doit désigner un profil PKCS ou PFX importé de signature, celle de chiffrement un profil de chiffrement.", "Corrigez la référence dans le profil de messagerie.")),
        new("noCertificateToDeliver", 422, 1,
            new("No certificate of the intended purpose was imported for this person.", "The import has not been made yet, or was made for another purpose.", "Import the person’s certificates with the profile’s intended purpose."),
            new("Aucun certificat de cet usage n’a été importé pour cette personne.", "L’importation n’a pas encore eu lieu, ou visait un autre usage.", "Importez les certificats de la personne avec l’usage prévu par le profil.")),
        new("severalEmailProfiles", 422, 1,
            new("Several e-mail profiles apply to this device; one is used.", "A device’s certificates are referred to by one account, so the others are passed over.", "Leave one e-mail profile assigned to the device."),
            new("Plusieurs profils de messagerie s’appliquent à cet appareil ; un seul est employé.", "Un seul compte renvoie aux certificats d’un appareil ; les autres sont laissés de côté.", "Ne laissez qu’un profil de messagerie affecté à l’appareil.")),
        new("profileRefusedByDevice", 422, 1,
            new("The device refused the profile.", "It answered an error; the chain it gave is in the detail.", "Read the detail; correct the profile or the device, then change the profile or wait for its next revision."),
            new("L’appareil a refusé le profil.", "Il a répondu par une erreur ; la chaîne donnée est dans le détail.", "Lisez le détail ; corrigez le profil ou l’appareil, puis modifiez le profil ou attendez sa prochaine révision.")),
        new("profileNotConfirmed", 422, 1,
            new("The device accepted the profile but does not list it.", "The profile was removed at once, or the device could not keep it.", "Look at the device; a person may have removed the profile."),
            new("L’appareil a accepté le profil mais ne le liste pas.", "Le profil a été retiré aussitôt, ou l’appareil n’a pas pu le garder.", "Examinez l’appareil ; quelqu’un a pu retirer le profil.")),
        new("identityNotConfirmed", 422, 1,
            new("The device lists the profile but not the certificate it carries.", "The device could not keep the private key, or somebody removed the certificate alone.", "Look at the device; retire it and enrol it again if it keeps refusing the key."),
            new("L’appareil liste le profil mais pas le certificat qu’il porte.", "L’appareil n’a pas pu garder la clé privée, ou quelqu’un a retiré le seul certificat.", "Examinez l’appareil ; retirez-le de la gestion et inscrivez-le à nouveau s’il refuse toujours la clé.")),
        new("commandRefusedByDevice", 422, 1,
            new("The device refused a command.", "It does not know the command, or may not obey it; the detail is what the device said.", "Read the detail; ask again once its cause is gone."),
            new("L’appareil a refusé une commande.", "Il ne connaît pas la commande, ou ne peut pas y obéir ; le détail est ce que l’appareil a dit.", "Lisez le détail ; redemandez une fois la cause disparue.")),
    ];
}
