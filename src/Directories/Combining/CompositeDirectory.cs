using System.Collections.Immutable;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>
/// Several directories in order: the first with a usable certificate answers, and those after it are not asked. So the order says whom one believes more,
/// and who learns for whom one looks. What was refused and what failed on the way is in the answer.
/// </summary>
/// <remarks>Where a directory before has told by the DNS which certificates an address has (<see cref="RecipientAnswer.Associations"/>), a certificate that
/// is none of them is refused: RFC 6698 §2.1.1 lets a domain rule out others.</remarks>
/// <param name="directories">The directories, the first asked first.</param>
public sealed class CompositeDirectory(IEnumerable<IRecipientDirectory> directories) : IRecipientDirectory
{
    private readonly ImmutableArray<IRecipientDirectory> _directories = [.. directories];

    /// <inheritdoc/>
    public async Task<RecipientAnswer> FindAsync(string address, CancellationToken cancellation = default)
    {
        var answer = new RecipientAnswer(address);
        foreach (var directory in _directories)
        {
            answer = Join(answer, await directory.FindAsync(address, cancellation));
            if (!answer.Usable.IsEmpty)
            {
                break;
            }
        }

        return answer;
    }

    private static RecipientAnswer Join(RecipientAnswer before, RecipientAnswer next)
    {
        var people = before.Associations.Where(association => association.Usage is SmimeaUsage.CertificateConstraint or SmimeaUsage.DomainIssued).ToList();
        var ruledOut = people.Count == 0 ? [] : next.Usable.Where(found => !people.Any(association => association.Matches(found.Certificate))).ToList();
        return before with
        {
            Usable = [.. next.Usable.Except(ruledOut)],
            Refused = [.. before.Refused, .. next.Refused, .. ruledOut.Select(RuledOut)],
            Failures = [.. before.Failures, .. next.Failures],
            Associations = [.. before.Associations, .. next.Associations],
        };
    }

    private static RefusedCertificate RuledOut(FoundCertificate found) =>
        new(found.Certificate, new PkiError(PkiErrorCode.RecipientNotAssociated, found.Certificate.Subject), found.Source);
}
