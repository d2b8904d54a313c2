namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ApiErrors =>
    [
        new("invalidRequest", 400, 2,
            new(
                "The request is not valid.",
                "A field is missing, malformed or of the wrong type.",
                "Correct the field named in the target and send the request again."),
            new(
                "La requête n’est pas valide.",
                "Un champ manque, est mal formé ou n’a pas le bon type.",
                "Corrigez le champ indiqué comme cible et renvoyez la requête.")),
        new("malformedJson", 400, 2,
            new(
                "The body is not well-formed JSON.",
                "A syntax error, a property given twice, or more than 32 levels of nesting.",
                "Correct the JSON at the place named in the detail."),
            new(
                "Le corps n’est pas du JSON bien formé.",
                "Une erreur de syntaxe, une propriété donnée deux fois ou plus de 32 niveaux d’imbrication.",
                "Corrigez le JSON à l’endroit indiqué dans le détail.")),
        new("invalidFilter", 400, 2,
            new(
                "The filter is not understood.",
                "Only comparisons by eq on a few properties, joined by and, are understood.",
                "Use property eq 'value', or list everything and filter on your side."),
            new(
                "Le filtre n’est pas compris.",
                "Seules les comparaisons par eq sur quelques propriétés, jointes par and, sont comprises.",
                "Utilisez propriété eq 'valeur', ou listez tout et filtrez de votre côté.")),
        new("unauthorized", 401, 1,
            new(
                "The caller is not known.",
                "The administrator’s token is missing or is not the one of this server.",
                "Send the token of the file admin-token in the header Authorization: Bearer."),
            new(
                "L’appelant n’est pas connu.",
                "Le jeton d’administration manque ou n’est pas celui de ce serveur.",
                "Envoyez le jeton du fichier admin-token dans l’en-tête Authorization : Bearer.")),
        new("notFound", 404, 1,
            new("There is no such object.", "The identifier is wrong, or the object was deleted.", "List the collection to find the right identifier."),
            new("Cet objet n’existe pas.", "L’identifiant est faux, ou l’objet a été supprimé.", "Listez la collection pour trouver le bon identifiant.")),
        new("methodNotAllowed", 405, 2,
            new(
                "The method is not allowed on this path.",
                "The path exists, but not for this HTTP method.",
                "Use one of the methods the documentation names for the path."),
            new(
                "La méthode n’est pas permise sur ce chemin.",
                "Le chemin existe, mais pas pour cette méthode HTTP.",
                "Utilisez une des méthodes que la documentation indique pour ce chemin.")),
        new("requestTimeout", 408, 1,
            new("The request took too long to arrive.", "The connection is too slow, or the body was never sent whole.", "Send the request again."),
            new(
                "La requête a mis trop de temps à arriver.",
                "La connexion est trop lente, ou le corps n’a jamais été envoyé en entier.",
                "Renvoyez la requête.")),
        new("alreadyExists", 409, 1,
            new(
                "Such an object already exists.",
                "A property that must be unique has this value on another object.",
                "Change the property named in the target, or update the other object."),
            new(
                "Un tel objet existe déjà.",
                "Une propriété qui doit être unique a cette valeur sur un autre objet.",
                "Changez la propriété indiquée comme cible, ou modifiez l’autre objet.")),
        new("inUse", 409, 1,
            new("The object is in use.", "Another object refers to it.", "Change or delete the object named in the detail first."),
            new("L’objet est utilisé.", "Un autre objet s’y réfère.", "Modifiez ou supprimez d’abord l’objet indiqué dans le détail.")),
        new("changedMeanwhile", 412, 1,
            new(
                "Somebody else changed the object meanwhile.",
                "The If-Match header names a version that is no longer the current one.",
                "Read the object again and apply the change to what it is now."),
            new(
                "Quelqu’un d’autre a modifié l’objet entre-temps.",
                "L’en-tête If-Match nomme une version qui n’est plus la version actuelle.",
                "Relisez l’objet et appliquez la modification à son état actuel.")),
        new("bodyTooLarge", 413, 2,
            new("The body is too large.", "The endpoint takes no more bytes than the detail says.", "Send less, or send it in several requests."),
            new(
                "Le corps est trop grand.",
                "Ce point d’accès n’accepte pas plus d’octets que n’en indique le détail.",
                "Envoyez moins, ou envoyez en plusieurs requêtes.")),
        new("mediaTypeUnsupported", 415, 2,
            new(
                "The media type of the body is not the one expected.",
                "The Content-Type header is missing or names another type.",
                "Set the Content-Type header to the type named in the detail."),
            new(
                "Le type de média du corps n’est pas celui attendu.",
                "L’en-tête Content-Type manque ou nomme un autre type.",
                "Donnez à l’en-tête Content-Type le type indiqué dans le détail.")),
        new("userUnknown", 422, 1,
            new(
                "There is no such user.",
                "The user principal name or the identifier is wrong, or the user was not added yet.",
                "Add the user first, or correct the name."),
            new(
                "Cet utilisateur n’existe pas.",
                "Le nom principal ou l’identifiant est faux, ou l’utilisateur n’a pas encore été ajouté.",
                "Ajoutez d’abord l’utilisateur, ou corrigez le nom.")),
        new("profileUnknown", 422, 1,
            new(
                "There is no such profile, or it is of another kind.",
                "A reference names a profile that does not exist or cannot stand there.",
                "Refer to a certificate profile that exists."),
            new(
                "Ce profil n’existe pas, ou il est d’un autre genre.",
                "Une référence nomme un profil qui n’existe pas ou qui ne peut pas se trouver là.",
                "Référez-vous à un profil de certificat qui existe.")),
        new("groupUnknown", 422, 1,
            new("There is no such group.", "The identifier is wrong, or the group was deleted.", "List the groups to find the right identifier."),
            new("Ce groupe n’existe pas.", "L’identifiant est faux, ou le groupe a été supprimé.", "Listez les groupes pour trouver le bon identifiant.")),
        new("profileKindUnsupported", 422, 1,
            new(
                "This kind of profile is not supported.",
                "The @odata.type names a kind that this version does not deliver.",
                "Use one of the kinds the documentation lists."),
            new(
                "Ce genre de profil n’est pas pris en charge.",
                "Le @odata.type nomme un genre que cette version ne sait pas distribuer.",
                "Utilisez un des genres que la documentation énumère.")),
        new("immutableProperty", 422, 1,
            new("The property cannot be changed.", "It was fixed when the object was made.", "Make a new object with the value you want, and delete this one."),
            new(
                "La propriété ne peut pas être modifiée.",
                "Elle a été fixée à la création de l’objet.",
                "Créez un nouvel objet avec la valeur voulue, et supprimez celui-ci.")),
        new("purposeUnsupported", 422, 1,
            new(
                "This intended purpose is not supported.",
                "Imported certificates serve S/MIME encryption or S/MIME signing here.",
                "Use smimeEncryption or smimeSigning."),
            new(
                "Cet usage prévu n’est pas pris en charge.",
                "Les certificats importés servent ici au chiffrement ou à la signature S/MIME.",
                "Utilisez smimeEncryption ou smimeSigning.")),
        new("thumbprintMismatch", 422, 1,
            new(
                "The thumbprint is not the certificate’s.",
                "The request names another certificate than the one the PFX holds.",
                "Send the SHA-1 thumbprint of the certificate in the PFX, or leave the property out."),
            new(
                "L’empreinte n’est pas celle du certificat.",
                "La requête nomme un autre certificat que celui que contient le PFX.",
                "Envoyez l’empreinte SHA-1 du certificat contenu dans le PFX, ou omettez la propriété.")),
        new("validityMismatch", 422, 1,
            new(
                "The dates are not the certificate’s.",
                "startDateTime or expirationDateTime differs from what the certificate says.",
                "Send the certificate’s own dates, or leave the properties out."),
            new(
                "Les dates ne sont pas celles du certificat.",
                "startDateTime ou expirationDateTime diffère de ce que dit le certificat.",
                "Envoyez les dates du certificat lui-même, ou omettez ces propriétés.")),
        new("importNotSealed", 422, 1,
            new(
                "The PFX is not sealed to the vault.",
                "encryptedPfxBlob holds something else than an import sealed to the vault’s certificate, such as a PFX as Intune takes it.",
                "Import with the chancery command, or seal to the certificate of /chancery/v1/vault."),
            new(
                "Le PFX n’est pas scellé pour le coffre.",
                "encryptedPfxBlob contient autre chose qu’un import scellé pour le certificat du coffre, par exemple un PFX tel qu’Intune le reçoit.",
                "Importez avec la commande chancery, ou scellez pour le certificat de /chancery/v1/vault.")),
        new("userHasNoAddress", 422, 1,
            new("The user has no mail address.", "Certificates and enrolments are bound to the person’s mail address.", "Give the address: chancery user set USER --mail ADDRESS, or the mail property."),
            new(
                "L’utilisateur n’a pas d’adresse de courriel.",
                "Les certificats et les inscriptions sont liés à l’adresse de courriel de la personne.",
                "Donnez l’adresse : chancery user set UTILISATEUR --mail ADRESSE, ou la propriété mail.")),
        new("deviceNotManaged", 409, 1,
            new("The device is not managed any more.", "It was retired, wiped or has left.", "Enrol it again."),
            new("L’appareil n’est plus géré.", "Il a été mis hors service, effacé ou est parti.", "Inscrivez-le de nouveau.")),
        new("enrollmentLinkUnknown", 404, 1,
            new("The enrolment link leads nowhere.", "It was used, has expired, or was never given.", "Ask your administrator for a new one."),
            new(
                "Le lien d’inscription ne mène nulle part.",
                "Il a servi, a expiré ou n’a jamais été donné.",
                "Demandez-en un nouveau à votre administrateur.")),
        new("connectorUnavailable", 503, 1,
            new(
                "No connector is there to do this.",
                "The connector is stopped, cannot reach the server, or is busy.",
                "Start the connector, or try again in a moment. Nothing was stored."),
            new(
                "Aucun connecteur n’est là pour le faire.",
                "Le connecteur est arrêté, ne peut pas joindre le serveur ou est occupé.",
                "Démarrez le connecteur, ou réessayez dans un moment. Rien n’a été enregistré.")),
        new("workRefused", 422, 1,
            new(
                "The connector refused the work.",
                "It gave a reason this server does not know: perhaps it is of another version.",
                "Look at the connector’s log, and run both in the same version."),
            new(
                "Le connecteur a refusé le travail.",
                "Il a donné une raison que ce serveur ne connaît pas : peut-être est-il d’une autre version.",
                "Consultez le journal du connecteur, et exécutez les deux dans la même version.")),
        new("joinCodeInvalid", 403, 1,
            new("The join code is not valid.", "It was used, has expired, or was mistyped.", "Ask for a new join code."),
            new("Le code d’adhésion n’est pas valide.", "Il a servi, a expiré ou a été mal recopié.", "Demandez un nouveau code d’adhésion.")),
        new("connectorCertificateMissing", 401, 1,
            new("A connector shows a TLS client certificate.", "The connection was made without one.", "Start the connector with its own data folder."),
            new(
                "Un connecteur présente un certificat client TLS.",
                "La connexion a été établie sans certificat.",
                "Démarrez le connecteur avec son propre dossier de données.")),
        new("connectorUnknown", 401, 1,
            new(
                "This connector is not known.",
                "It never joined this server, or the server’s database is another one.",
                "Let the connector join with a new code."),
            new(
                "Ce connecteur n’est pas connu.",
                "Il n’a jamais rejoint ce serveur, ou la base de données du serveur est une autre.",
                "Faites adhérer le connecteur avec un nouveau code.")),
        new("leaseLost", 409, 1,
            new(
                "The lease of the work was lost.",
                "It expired and the work was given out again, or was done already.",
                "Nothing: the work is done under the other lease."),
            new(
                "Le bail de ce travail est perdu.",
                "Il a expiré et le travail a été redonné, ou il était déjà fait.",
                "Rien : le travail se fait sous l’autre bail.")),
        new("outcomeMismatch", 422, 1,
            new("The outcome does not fit the work.", "A result of another kind came back than the work asks for.", "Use a connector of the server’s version."),
            new(
                "Le résultat ne correspond pas au travail.",
                "Il est revenu un résultat d’un autre genre que celui que demande le travail.",
                "Utilisez un connecteur de la version du serveur.")),
        new("deviceIdentityMissing", 401, 1,
            new(
                "The device did not prove its identity.",
                "There is neither a TLS client certificate nor an Mdm-Signature header.",
                "Enrol the device again if it has lost its identity."),
            new(
                "L’appareil n’a pas prouvé son identité.",
                "Il n’y a ni certificat client TLS ni en-tête Mdm-Signature.",
                "Réinscrivez l’appareil s’il a perdu son identité.")),
        new("deviceIdentityForeign", 401, 1,
            new("The identity is not of this server’s device authority.", "The certificate was signed by somebody else.", "Enrol the device with this server."),
            new(
                "L’identité n’est pas de l’autorité des appareils de ce serveur.",
                "Le certificat a été signé par quelqu’un d’autre.",
                "Inscrivez l’appareil auprès de ce serveur.")),
        new("deviceIdentityExpired", 401, 1,
            new("The device’s identity has expired or is not valid yet.", "It was not renewed in time, or the clocks differ.", "Enrol the device again."),
            new(
                "L’identité de l’appareil a expiré ou n’est pas encore valable.",
                "Elle n’a pas été renouvelée à temps, ou les horloges diffèrent.",
                "Réinscrivez l’appareil.")),
        new("deviceIdentityUnknown", 401, 1,
            new("The identity belongs to no enrolment.", "The enrolment was deleted, or the identity was replaced by another.", "Enrol the device again."),
            new(
                "L’identité n’appartient à aucune inscription.",
                "L’inscription a été supprimée, ou l’identité a été remplacée par une autre.",
                "Réinscrivez l’appareil.")),
        new("deviceIdentityBound", 403, 1,
            new(
                "The identity is bound to another device.",
                "The request names another device than the one the identity was made for.",
                "Enrol this device for itself."),
            new(
                "L’identité est liée à un autre appareil.",
                "La requête nomme un autre appareil que celui pour lequel l’identité a été faite.",
                "Inscrivez cet appareil pour lui-même.")),
        new("scepOperationUnknown", 400, 1,
            new(
                "The SCEP operation is not known.",
                "The operation parameter is none of GetCACaps, GetCACert and PKIOperation.",
                "Use one of the three operations."),
            new(
                "L’opération SCEP n’est pas connue.",
                "Le paramètre operation n’est ni GetCACaps, ni GetCACert, ni PKIOperation.",
                "Utilisez une des trois opérations.")),
        new("scepMessageMissing", 400, 1,
            new(
                "The SCEP message is missing or not base64.",
                "PKIOperation needs a CMS message: the body of a POST, or the message parameter of a GET.",
                "Send the message."),
            new(
                "Le message SCEP manque ou n’est pas en base64.",
                "PKIOperation demande un message CMS : le corps d’un POST, ou le paramètre message d’un GET.",
                "Envoyez le message.")),
        new("userChannelUnsupported", 410, 1,
            new("The user channel takes no authentication by digest.", "The device asked to authenticate its user.", "Nothing: the device goes on without."),
            new(
                "Le canal utilisateur n’accepte pas d’authentification par condensat.",
                "L’appareil a demandé à authentifier son utilisateur.",
                "Rien : l’appareil continue sans.")),
    ];
}
