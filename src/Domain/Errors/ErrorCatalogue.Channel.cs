namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ChannelErrors =>
    [
        new("plistMalformed", 400, 1,
            new(
                "The property list is malformed.",
                "The body is not XML, or not a property list as Apple's devices write them.",
                "Send an XML property list; the detail names the line."),
            new(
                "La liste de propriétés est mal formée.",
                "Le corps n’est pas du XML, ou n’est pas une liste de propriétés telle que les appareils Apple l’écrivent.",
                "Envoyez une liste de propriétés XML ; le détail indique la ligne.")),
        new("plistTooDeep", 400, 1,
            new(
                "The property list is nested too deeply.",
                "Arrays and dictionaries lie within one another beyond any real message.",
                "Send a message as the protocol defines it."),
            new(
                "La liste de propriétés est imbriquée trop profondément.",
                "Des tableaux et des dictionnaires s’y emboîtent au-delà de tout message réel.",
                "Envoyez un message tel que le protocole le définit.")),
        new("plistTooLarge", 413, 1,
            new(
                "The property list is too large.",
                "It has more bytes or more values than any real message.",
                "Send a smaller message; the detail names the limit."),
            new(
                "La liste de propriétés est trop grande.",
                "Elle compte plus d’octets ou de valeurs que tout message réel.",
                "Envoyez un message plus petit ; le détail indique la limite.")),
        new("plistBinaryUnsupported", 415, 1,
            new(
                "Binary property lists are not read.",
                "The body is a binary property list; the MDM protocol uses XML.",
                "Convert it to XML, for instance with plutil -convert xml1."),
            new(
                "Les listes de propriétés binaires ne sont pas lues.",
                "Le corps est une liste de propriétés binaire ; le protocole MDM utilise XML.",
                "Convertissez-la en XML, par exemple avec plutil -convert xml1.")),
        new("checkInMessageUnknown", 400, 1,
            new(
                "The check-in message is of an unknown type.",
                "MessageType names none of the messages of the check-in protocol.",
                "Update the server if the device is newer than it; otherwise correct the message."),
            new(
                "Le message d’enregistrement est d’un type inconnu.",
                "MessageType ne désigne aucun message du protocole d’enregistrement.",
                "Mettez le serveur à jour si l’appareil est plus récent que lui ; sinon, corrigez le message.")),
        new("reportStatusUnknown", 400, 1,
            new(
                "The device's report has an unknown status.",
                "Status is none of Idle, Acknowledged, Error, CommandFormatError and NotNow.",
                "Update the server if the device is newer than it; otherwise correct the message."),
            new(
                "Le compte rendu de l’appareil a un état inconnu.",
                "Status n’est ni Idle, ni Acknowledged, ni Error, ni CommandFormatError, ni NotNow.",
                "Mettez le serveur à jour si l’appareil est plus récent que lui ; sinon, corrigez le message.")),
        new("mdmFieldMissing", 400, 1,
            new(
                "A required key is missing from the device's message.",
                "The message lacks the key named in the target, or its value is of another type.",
                "Send the key with a value of the documented type."),
            new(
                "Une clé obligatoire manque dans le message de l’appareil.",
                "Le message n’a pas la clé indiquée comme cible, ou sa valeur est d’un autre type.",
                "Envoyez la clé avec une valeur du type documenté.")),
        new("mdmFieldInvalid", 400, 1,
            new(
                "A key of the device's message has a value that is not valid.",
                "The value of the key named in the target is too long or malformed.",
                "Send a value as the protocol defines it."),
            new(
                "Une clé du message de l’appareil a une valeur non valide.",
                "La valeur de la clé indiquée comme cible est trop longue ou mal formée.",
                "Envoyez une valeur telle que le protocole la définit.")),
        new("mdmSignatureMissing", 401, 3,
            new(
                "The request carries no proof of the device's identity.",
                "There is neither a TLS client certificate nor an Mdm-Signature header.",
                "Enrol the device; where TLS ends at a proxy, let it pass the Mdm-Signature header through."),
            new(
                "La requête ne prouve pas l’identité de l’appareil.",
                "Il n’y a ni certificat client TLS ni en-tête Mdm-Signature.",
                "Inscrivez l’appareil ; si TLS se termine à un mandataire, faites-lui transmettre l’en-tête Mdm-Signature.")),
        new("mdmSignatureInvalid", 401, 3,
            new(
                "The device's signature does not verify.",
                "The Mdm-Signature header is malformed, or the body was changed after it was signed.",
                "Check that no proxy rewrites the body; otherwise enrol the device again."),
            new(
                "La signature de l’appareil ne se vérifie pas.",
                "L’en-tête Mdm-Signature est mal formé, ou le corps a été modifié après la signature.",
                "Vérifiez qu’aucun mandataire ne réécrit le corps ; sinon, inscrivez l’appareil à nouveau.")),
        new("profileMalformed", 422, 1,
            new("The configuration profile is malformed.", "The key named in the target is missing or of the wrong type.", "Make the profile again."),
            new("Le profil de configuration est mal formé.", "La clé indiquée comme cible manque ou n’a pas le bon type.", "Refaites le profil.")),
        new("profileNotEncrypted", 422, 1,
            new(
                "The configuration profile is not encrypted.",
                "It has no EncryptedPayloadContent, though an encrypted profile was expected.",
                "Seal the profile to the device and send it again."),
            new(
                "Le profil de configuration n’est pas chiffré.",
                "Il n’a pas d’EncryptedPayloadContent, alors qu’un profil chiffré était attendu.",
                "Scellez le profil pour l’appareil et renvoyez-le.")),
        new("profileSpecInvalid", 422, 1,
            new(
                "The description of a configuration profile does not hold together.",
                "It refers to an identity it does not have, repeats an identifier, or has a value Apple does not accept; the target names the place.",
                "Correct the device configuration; if it is correct, report this as a defect."),
            new(
                "La description d’un profil de configuration n’est pas cohérente.",
                "Elle renvoie à une identité qu’elle n’a pas, répète un identifiant, ou contient une valeur qu’Apple n’accepte pas ; la cible indique l’endroit.",
                "Corrigez la configuration d’appareil ; si elle est correcte, signalez un défaut.")),
        new("workKindUnknown", 422, 1,
            new("The connector does not know this kind of work.", "The server is newer than the connector, or the work is malformed.", "Update the connector to the server's version."),
            new("Le connecteur ne connaît pas ce type de travail.", "Le serveur est plus récent que le connecteur, ou le travail est mal formé.", "Mettez le connecteur à la version du serveur.")),
    ];
}
