namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ConnectorEnrollment =>
    [
    ];
}
