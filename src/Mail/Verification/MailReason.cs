using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>One reason of a verdict, or one thing that keeps a message from being read or trusted.</summary>
/// <param name="Code">Which.</param>
/// <param name="Detail">The fact it is about, in English or as it stands in the message (an address, an algorithm, a time); empty where there is none.</param>
/// <param name="Certificate">The certificate it is about; null where it is about none.</param>
public sealed record MailReason(MailReasonCode Code, string Detail = "", X509Certificate2? Certificate = null)
{
    /// <summary>The code in lowerCamelCase, as it is written in JSON.</summary>
    public string Name
    {
        get
        {
            var name = Code.ToString();
            return char.ToLowerInvariant(name[0]) + name[1..];
        }
    }

    /// <summary>The best verdict it leaves possible: <see cref="Mail.Verdict.Valid"/> for a note.</summary>
    public Verdict Leaves => ReasonEffects.Of(Code);

    internal static Verdict Worst(ReadOnlySpan<MailReason> reasons)
    {
        var worst = Verdict.Valid;
        foreach (var reason in reasons)
        {
            worst = reason.Leaves > worst ? reason.Leaves : worst;
        }

        return worst;
    }

    // The codes of paths are among these by name; a test holds it.
    internal static MailReason Of(PathReason reason) => new(Enum.Parse<MailReasonCode>(reason.Code.ToString()), reason.Detail, reason.Certificate);
}
