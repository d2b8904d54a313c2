namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ApiErrors =>
    [
        new("invalidRequest", 400, 2,
            new("The request is not valid.", "A field is missing, malformed or of the wrong type.", "Correct the field named in the target and send the request again."),
            new("La requête n’est pas valide.", "Un champ manque, est mal formé ou n’a pas le bon type.", "Corrigez le champ indiqué comme cible et renvoyez la requête.")),
        new("notFound", 404, 1,
            new("There is no such object.", "The identifier is wrong, or the object was deleted.", "List the collection to find the right identifier."),
            new("Cet objet n’existe pas.", "L’identifiant est faux, ou l’objet a été supprimé.", "Listez la collection pour trouver le bon identifiant.")),
    ];
}
