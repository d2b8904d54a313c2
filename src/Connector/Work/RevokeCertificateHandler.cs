using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;

namespace Chancery.Connector.Work;

/// <summary>Revokes a mail certificate that the authority issued.</summary>
internal sealed class RevokeCertificateHandler(ConnectorCore core)
{
    internal async Task<WorkOutcome> HandleAsync(RevokeCertificateWork work, CancellationToken cancellationToken)
    {
        // removeFromCRL is for delta lists and certificateHold can be taken back: neither is a revocation (RFC 5280 §5.3.1).
        if (!Enum.TryParse<X509RevocationReason>(work.Reason, ignoreCase: true, out var reason) || !Enum.IsDefined(reason)
            || char.IsAsciiDigit(work.Reason[0]) || reason is X509RevocationReason.RemoveFromCrl or X509RevocationReason.CertificateHold)
        {
            return Refusal.Of("invalidRequest", "reason");
        }

        var revoked = await core.MailAuthority.RevokeAsync(work.SerialNumber.ToUpperInvariant(), reason, cancellationToken);
        if (!revoked.IsOk)
        {
            return Refusal.Of(revoked.Error);
        }

        core.Publish.Set();
        return new CertificateRevoked(revoked.Value.SerialNumber, revoked.Value.RevokedDateTime);
    }
}
