using System.Security.Cryptography.X509Certificates;
using Chancery.Connector.Store;
using Chancery.Pki;

namespace Chancery.Connector.Work.Enrollment;

internal static class ScepAnswer
{
    internal static ScepRow Row(ScepRequest request, Guid enrollmentId, X509Certificate2 certificate, DateTimeOffset now) => new()
    {
        TransactionId = request.TransactionId,
        KeyHash = request.PublicKeyHash,
        EnrollmentId = enrollmentId,
        Certificate = certificate.RawData,
        AnsweredTicks = now.UtcTicks,
    };
}
