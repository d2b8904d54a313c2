namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ConnectorErrors =>
    [
        new("workGivenUp", 503, 1,
            new(
                "The work was given up.",
                "A connector took it several times and never came back with a result.",
                "Look at the connector’s log; it may be stopped in the middle, or cannot reach the server."),
            new(
                "Le travail a été abandonné.",
                "Un connecteur l’a pris plusieurs fois sans jamais rapporter de résultat.",
                "Consultez le journal du connecteur ; il s’arrête peut-être en cours de route, ou ne peut pas joindre le serveur.")),
        .. ConnectorStart,
        .. ConnectorEnrollment,
        .. ConnectorKeys,
    ];
}
