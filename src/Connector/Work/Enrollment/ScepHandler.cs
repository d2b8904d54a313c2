using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;
using Microsoft.Extensions.Logging;

namespace Chancery.Connector.Work.Enrollment;

/// <summary>Answers SCEP (RFC 8894). The server relays it and can read neither the challenge nor the answer's meaning into being.</summary>
internal sealed class ScepHandler(ConnectorCore core, ILogger logger)
{
    internal async Task<WorkOutcome> HandleAsync(ScepWork work, CancellationToken cancellationToken)
    {
        var (certificate, key) = (core.DeviceAuthority.Certificate, core.DeviceAuthority.Key);
        var opened = ScepServer.Open(work.Message, certificate, key);
        if (!opened.IsOk)
        {
            return Refusal.Of(FromPki.Error(opened.Error, "message"));
        }

        var request = opened.Value;
        var answer = request.MessageType switch
        {
            ScepMessageType.PKCSReq => await new FirstIdentity(core).AnswerAsync(request, cancellationToken),
            ScepMessageType.RenewalReq => await new RenewedIdentity(core).AnswerAsync(request, cancellationToken),
            _ => new Error("scepRequestRefused", "messageType"),
        };
        if (answer.IsOk)
        {
            return new ScepAnswered(
                ScepServer.Success(request, answer.Value.Certificate, certificate, key), answer.Value.EnrollmentId, answer.Value.Certificate.RawData);
        }

        // The device learns that it was refused; why is for the log, since whoever guesses challenges reads the answer too.
        logger.LogWarning("SCEP request {Transaction} refused: {Code} {Detail}", request.TransactionId, answer.Error.Code, answer.Error.Detail);
        return new ScepAnswered(ScepServer.Failure(request.Transaction, ScepFailInfo.BadRequest, certificate, key), null, null);
    }
}

/// <summary>An identity certificate, and the enrolment it is for.</summary>
internal sealed record IssuedIdentity(Guid EnrollmentId, X509Certificate2 Certificate);
