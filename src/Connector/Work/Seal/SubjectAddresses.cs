using System.Security.Cryptography.X509Certificates;

namespace Chancery.Connector.Work.Seal;

/// <summary>Mail addresses in a subject: its emailAddress, and whatever else looks like one (a common name, by custom, often does).</summary>
internal static class SubjectAddresses
{
    internal static IEnumerable<string> Of(X500DistinguishedName subject) => subject
        .EnumerateRelativeDistinguishedNames()
        .Select(part => part.HasMultipleElements ? subject.Name : part.GetSingleElementValue() ?? string.Empty)
        .Where(value => value.Contains('@', StringComparison.Ordinal));
}
