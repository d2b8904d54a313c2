using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail;

/// <summary>Somebody mail is encrypted to.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Learned">What mail received from him announced; it counts before what the certificate announces, being newer. Null: nothing was learned.</param>
public sealed record MailRecipient(X509Certificate2 Certificate, SmimeCapabilities? Learned = null)
{
    /// <summary>What he is known to read; null where nothing is known.</summary>
    public SmimeCapabilities? Capabilities => Learned ?? SmimeCapabilities.Of(Certificate);
}
