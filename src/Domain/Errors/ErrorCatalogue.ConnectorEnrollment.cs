namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ConnectorEnrollment =>
    [
        new("enrollmentAddressInvalid", 422, 3,
            new(
                "The person’s mail address is not usable.",
                "It is empty, malformed, or has characters a letter cannot be sent to.",
                "Correct the user’s mail address."),
            new(
                "L’adresse de messagerie de la personne n’est pas utilisable.",
                "Elle est vide, mal formée, ou contient des caractères qui empêchent l’envoi.",
                "Corrigez l’adresse de messagerie de l’utilisateur.")),
        new("enrollmentAddressDiffers", 409, 3,
            new(
                "The enrolment was made for another address.",
                "The user’s address changed after the enrolment was created.",
                "Create a new enrolment for the new address."),
            new(
                "L’inscription a été faite pour une autre adresse.",
                "L’adresse de l’utilisateur a changé après la création de l’inscription.",
                "Créez une nouvelle inscription pour la nouvelle adresse.")),
        new("enrollmentAlreadyBound", 409, 3,
            new(
                "The enrolment has already been used by a device.",
                "An enrolment serves one device, once.",
                "Create a new enrolment for a further device."),
            new(
                "L’inscription a déjà servi à un appareil.",
                "Une inscription sert à un seul appareil, une seule fois.",
                "Créez une nouvelle inscription pour un autre appareil.")),
        new("linkEnrollmentNotAllowed", 403, 3,
            new(
                "The connector does not allow enrolment by link for this address.",
                "Its own settings do not name the address; the server cannot change that.",
                "Use enrolment by mail, or name the address in the connector’s settings."),
            new(
                "Le connecteur n’autorise pas l’inscription par lien pour cette adresse.",
                "Sa propre configuration ne nomme pas l’adresse ; le serveur n’y peut rien.",
                "Utilisez l’inscription par courriel, ou nommez l’adresse dans la configuration du connecteur.")),
        new("mailNotSent", 503, 1,
            new(
                "The letter could not be sent.",
                "The mail server is away or refuses the message.",
                "Check the connector’s mail settings; the letter is tried again by itself."),
            new(
                "Le courriel n’a pas pu être envoyé.",
                "Le serveur de messagerie est absent ou refuse le message.",
                "Vérifiez les réglages de messagerie du connecteur ; l’envoi est retenté automatiquement.")),
        new("challengeUnknown", 403, 3,
            new(
                "The enrolment secret is not one that was mailed.",
                "The profile is altered or of another installation, or somebody guesses.",
                "Use the profile as it was mailed, or create a new enrolment."),
            new(
                "Le secret d’inscription n’est pas un secret envoyé par courriel.",
                "Le profil est altéré ou vient d’une autre installation, ou quelqu’un essaie de deviner.",
                "Utilisez le profil tel qu’il a été envoyé, ou créez une nouvelle inscription.")),
        new("enrollmentLettersTooMany", 429, 3,
            new(
                "This address was sent too many enrolment letters today.",
                "Enrolments were made for it again and again: by mistake, by a script, or to annoy the person.",
                "Use the last letter, or try again tomorrow."),
            new(
                "Cette adresse a reçu trop de courriels d’inscription aujourd’hui.",
                "Des inscriptions ont été créées pour elle à répétition : par erreur, par un script, ou pour importuner la personne.",
                "Utilisez le dernier courriel, ou réessayez demain.")),
        new("challengeUsed", 403, 3,
            new(
                "The enrolment secret was used already.",
                "The profile was installed on another device before, or was intercepted.",
                "Find out which device used it; create a new enrolment."),
            new(
                "Le secret d’inscription a déjà servi.",
                "Le profil a été installé auparavant sur un autre appareil, ou a été intercepté.",
                "Cherchez quel appareil s’en est servi ; créez une nouvelle inscription.")),
        new("challengeExpired", 403, 3,
            new("The enrolment secret has expired.", "The profile was installed too late.", "Create a new enrolment."),
            new("Le secret d’inscription a expiré.", "Le profil a été installé trop tard.", "Créez une nouvelle inscription.")),
        new("scepRequestRefused", 403, 3,
            new(
                "The device’s certificate request is not acceptable.",
                "It is not signed by the key it names, the key is too weak or already bound, or it is of a kind that is not served.",
                "Let the device make a new RSA key of at least 2048 bits and ask again."),
            new(
                "La demande de certificat de l’appareil n’est pas recevable.",
                "Elle n’est pas signée par la clé qu’elle nomme, la clé est trop faible ou déjà liée, ou le type de demande n’est pas pris en charge.",
                "Laissez l’appareil créer une nouvelle clé RSA d’au moins 2048 bits et refaire sa demande.")),
        new("renewalNotBound", 403, 3,
            new(
                "The renewal is not signed by a device bound to this enrolment.",
                "It was signed with another device’s key, or the enrolment ended.",
                "Enrol the device anew."),
            new(
                "Le renouvellement n’est pas signé par un appareil lié à cette inscription.",
                "Il a été signé avec la clé d’un autre appareil, ou l’inscription a pris fin.",
                "Inscrivez de nouveau l’appareil.")),
        new("deviceNotBound", 403, 3,
            new(
                "The device’s key is not bound to this enrolment.",
                "The server names a key that never showed the mailed secret.",
                "Enrol the device; if it is enrolled, look into who changed the server’s database."),
            new(
                "La clé de l’appareil n’est pas liée à cette inscription.",
                "Le serveur désigne une clé qui n’a jamais présenté le secret envoyé par courriel.",
                "Inscrivez l’appareil ; s’il l’est déjà, cherchez qui a modifié la base du serveur.")),
        new("bindingEnded", 409, 3,
            new("The enrolment has ended.", "The device was retired; that is for ever, whatever the server remembers.", "Enrol the device anew."),
            new(
                "L’inscription a pris fin.",
                "L’appareil a été mis hors service ; c’est définitif, quoi que le serveur ait en mémoire.",
                "Inscrivez de nouveau l’appareil.")),
        new("bindingAltered", 403, 3,
            new(
                "The binding in the connector’s store is not as the connector signed it.",
                "Somebody changed the store.",
                "Keep the store as evidence and restore it from a backup."),
            new(
                "Le lien enregistré dans la base du connecteur n’est pas celui que le connecteur a signé.",
                "Quelqu’un a modifié la base.",
                "Conservez la base comme preuve et restaurez-la d’une sauvegarde.")),
    ];
}
