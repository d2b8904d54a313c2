using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>All of NIST's PKITS.</summary>
public sealed class PkitsTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_has_the_verdict_of_NIST()
    {
        var wrong = new List<string>();
        foreach (var test in PkitsCase.All)
        {
            var result = CertificatePath.Validate(Pkits.Request(test));
            if (result.Verdict == PathVerdict.Valid != test.IsValid)
            {
                wrong.Add($"{test.Number} {test.Certificate}: {result.Verdict} {string.Join("; ", result.Reasons.Select(reason => $"{reason.Name} {reason.Certificate?.Subject} {reason.Detail}"))}");
            }
        }

        output.WriteLine($"{PkitsCase.All.Length - wrong.Count} of {PkitsCase.All.Length} PKITS cases as NIST decides.");
        Assert.Empty(wrong);
    }
}
