using Xunit;

namespace Chancery.Domain.Tests;

public sealed class EndOfLifeDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(EndOfLifeEvent.Retired, true, 1)]
    [InlineData(EndOfLifeEvent.Wiped, true, 1)]
    [InlineData(EndOfLifeEvent.CheckedOut, true, 1)]
    [InlineData(EndOfLifeEvent.Unassigned, false, 0)]
    public void Certificates_issued_for_a_device_that_goes_are_revoked_and_unassigning_only_removes(EndOfLifeEvent what, bool endsBinding, int revoked)
    {
        var plan = EndOfLife.Of(what, [], Certificates(), new EndOfLifePolicy(), Now);
        Assert.Equal(endsBinding, plan.EndsBinding);
        Assert.Equal(Enumerable.Repeat("01", revoked), plan.Revoked);
        Assert.Equal("cessationOfOperation", plan.Reason);
    }

    [Fact]
    public void Policy_may_leave_certificates_alone() =>
        Assert.Empty(EndOfLife.Of(EndOfLifeEvent.Retired, [], Certificates(), new EndOfLifePolicy(RevokeIssued: false), Now).Revoked);

    // 01 is valid, 02 has expired, 03 is revoked already.
    private static IssuedCertificate[] Certificates() =>
    [
        Certificate("01", Now.AddDays(1), null), Certificate("02", Now.AddDays(-1), null), Certificate("03", Now.AddDays(1), Now.AddDays(-5)),
    ];

    private static IssuedCertificate Certificate(string serial, DateTimeOffset notAfter, DateTimeOffset? revoked) => new(
        serial, serial, World.Id(1), World.SigningId, "identity", "r", Now.AddYears(-1), notAfter, Now.AddYears(-1), revoked);
}
