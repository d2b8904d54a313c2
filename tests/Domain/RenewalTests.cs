using CsCheck;
using Xunit;

namespace Chancery.Domain.Tests;

public sealed class RenewalTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Certificate_is_due_when_the_threshold_of_its_life_is_left() =>
        Assert.Equal(Start.AddDays(80), Renewal.DueAt(Certificate(0, 100, 1), 20));

    [Fact]
    public void Renewed_certificate_does_not_raise_the_count_again()
    {
        Assert.Equal(0, Renewal.Count([Certificate(0, 100, 1)], 20, Start.AddDays(79)));
        Assert.Equal(1, Renewal.Count([Certificate(0, 100, 1)], 20, Start.AddDays(80)));
        Assert.Equal(1, Renewal.Count([Certificate(0, 100, 1), Certificate(81, 100, 2)], 20, Start.AddDays(81)));
        Assert.Equal(2, Renewal.Count([Certificate(0, 100, 1), Certificate(81, 100, 2)], 20, Start.AddDays(161)));
    }

    [Fact]
    public void Certificate_superseded_in_good_time_is_never_due()
    {
        IssuedCertificate[] certificates = [Certificate(0, 100, 1), Certificate(10, 100, 2)];
        Assert.Equal(0, Renewal.Count(certificates, 20, Start.AddDays(85)));
        Assert.Equal(Start.AddDays(90), Renewal.NextDue(certificates, 20, Start.AddDays(85)));
        Assert.Null(Renewal.NextDue(certificates, 20, Start.AddDays(90)));
    }

    [Fact]
    public void Count_never_goes_down_as_time_passes_and_certificates_arrive()
    {
        Gen.Select(Gen.Int[1, 99], Gen.Select(Gen.Int[0, 60], Gen.Int[5, 400]).Array[1, 12]).Sample((percentage, events) =>
        {
            var (day, count) = (0, 0);
            var certificates = new List<IssuedCertificate>();
            foreach (var (pause, life) in events)
            {
                day += pause;
                var now = Start.AddDays(day);
                var before = Renewal.Count(certificates, percentage, now);
                certificates.Add(Certificate(day, life, certificates.Count));
                var after = Renewal.Count(certificates, percentage, now);
                Assert.True(before >= count);
                Assert.Equal(before, after);
                count = after;
            }
        });
    }

    private static IssuedCertificate Certificate(int day, int life, int number) => new(
        $"{number:X4}", $"{number:x4}", World.Id(1), World.SigningId, "identity", "r", Start.AddDays(day), Start.AddDays(day + life), Start.AddDays(day));
}
