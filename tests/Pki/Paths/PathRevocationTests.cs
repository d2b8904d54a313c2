using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Revocation lists along a path, beyond what PKITS asks.</summary>
public sealed class PathRevocationTests
{
    private static readonly DateTimeOffset Issued = Ask.At.AddDays(-5);
    private static readonly TestCa Root = new("CN=Root");
    private static readonly X509Certificate2 Leaf = Root.Issue("CN=leaf");

    private static PathRequest Request => Ask.For(Leaf, Root);

    [Fact]
    public void List_decides()
    {
        Ask.Valid(Request.With(Root.Crl(Issued)));
        var result = Ask.Invalid(PathReasonCode.CertificateRevoked, Request.With(Root.Crl(Issued, new CrlLine(Leaf, Issued, X509RevocationReason.KeyCompromise))));
        var fact = Assert.Single(result.Revocation);
        Assert.Equal((RevocationStatus.Revoked, Issued, X509RevocationReason.KeyCompromise), (fact.Status, fact.RevokedAt, fact.Reason));
        Assert.Equal((RevocationSource.RevocationList, Issued), (fact.Source, fact.ThisUpdate));
        Ask.Valid(Request.With(Root.Crl(Issued, new CrlLine(Root.Issue("CN=other"), Issued))));
    }

    [Fact]
    public void Without_a_list_the_mode_decides_and_the_result_tells_what_is_missing()
    {
        var leaf = Root.Issue("CN=leaf", TestCrl.Points(null, url: "http://crl.test/1"), new X509AuthorityInformationAccessExtension(["http://ocsp.test/"], []));
        var request = Ask.For(leaf, Root);
        var result = Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With());
        Assert.Equal([MissingEvidenceKind.OcspResponse, MissingEvidenceKind.RevocationList], result.Missing.Select(missing => missing.Kind));
        Assert.Equal(["http://ocsp.test/", "http://crl.test/1"], result.Missing.SelectMany(missing => missing.Urls));
        Assert.All(result.Missing, missing => Assert.Equal((leaf, Root.Certificate), (missing.Certificate, missing.Issuer)));
        var lenient = request.With() with { RevocationMode = RevocationMode.IfPresent };
        Ask.Valid(lenient);
        Assert.Equal(2, lenient.Validate().Missing.Length);
        Ask.Invalid(PathReasonCode.CertificateRevoked, request.With(Root.Crl(Issued, new CrlLine(leaf, Issued))) with { RevocationMode = RevocationMode.IfPresent });
        Ask.Valid(request.With(Root.Crl(Issued, new CrlLine(leaf, Issued))) with { RevocationMode = RevocationMode.None });
    }

    [Fact]
    public void Of_the_end_entity_alone_it_may_have_to_be_known()
    {
        var issuing = new TestCa("CN=Issuing", Root);
        var leaf = issuing.Issue("CN=leaf");
        var request = Ask.For(leaf, Root, issuing.Certificate) with { RevocationMode = RevocationMode.RequireEndEntity };
        Ask.Valid(request.With(issuing.Crl(Issued)) with { RevocationMode = RevocationMode.RequireEndEntity });
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With(Root.Crl(Issued)) with { RevocationMode = RevocationMode.RequireEndEntity });
        var revoked = new CrlLine(issuing.Certificate, Issued, X509RevocationReason.KeyCompromise);
        Ask.Invalid(PathReasonCode.CertificateRevoked, request.With(issuing.Crl(Issued), Root.Crl(Issued, revoked)) with { RevocationMode = RevocationMode.RequireEndEntity });
    }

    [Theory]
    [InlineData(X509RevocationReason.Superseded, false, PathReasonCode.CertificateRevokedLater)]
    [InlineData(X509RevocationReason.CessationOfOperation, false, PathReasonCode.CertificateRevokedLater)]
    [InlineData(X509RevocationReason.Superseded, true, PathReasonCode.CertificateRevoked)]
    [InlineData(X509RevocationReason.KeyCompromise, false, PathReasonCode.CertificateRevoked)]
    [InlineData(X509RevocationReason.CACompromise, false, PathReasonCode.CertificateRevoked)]
    [InlineData(null, false, PathReasonCode.CertificateRevoked)]
    public void Revocation_after_the_time_asked_about_is_told_apart_where_the_reason_is_harmless(X509RevocationReason? reason, bool lostBefore, PathReasonCode code)
    {
        var line = new CrlLine(Leaf, Ask.At.AddDays(10), reason, lostBefore ? Ask.At.AddDays(-1) : null);
        var result = Ask.Invalid(code, Request.With(Root.Crl(Ask.At.AddDays(20), line)) with { EvidenceAt = Ask.At.AddDays(21) });
        Assert.Equal(Ask.At.AddDays(10), Assert.Single(result.Revocation).RevokedAt);
    }

    [Fact]
    public void List_must_be_current()
    {
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(Root.Crl(Ask.At.AddDays(-31))));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(Root.Crl(Ask.At.AddHours(1))));
        Ask.Valid(Request.With(Root.Crl(Ask.At.AddMinutes(1))));
        Ask.Valid(Request.With(TestCrl.Write(Root, Ask.At.AddDays(-6), null, 1, [], [])));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(TestCrl.Write(Root, Ask.At.AddDays(-8), null, 1, [], [])));
    }

    [Fact]
    public void List_newer_than_the_certificate_tells_nothing_of_it_unless_it_says_so()
    {
        var old = Root.Issue("CN=old", TestCa.Start, Ask.At.AddDays(1));
        var request = Ask.For(old, Root) with { EvidenceAt = Ask.At.AddDays(101) };
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With(Root.Crl(Ask.At.AddDays(100))));
        var keeps = TestCa.Extension("2.5.29.60", false, writer => writer.WriteGeneralizedTime(TestCa.Start, omitFractionalSeconds: true));
        Ask.Valid(request.With(Root.Crl(Ask.At.AddDays(100), 1, [keeps])));
        Ask.Invalid(PathReasonCode.CertificateRevoked, request.With(Root.Crl(Ask.At.AddDays(100), new CrlLine(old, Ask.At))));
    }

    [Fact]
    public void List_of_a_stranger_with_the_same_name_is_not_believed()
    {
        var stranger = new TestCa("CN=Root");
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(stranger.Crl(Issued)) with { Intermediates = [stranger.Certificate] });
        Ask.Valid(Request.With(stranger.Crl(Issued, new CrlLine(Leaf, Issued)), Root.Crl(Issued)) with { Intermediates = [stranger.Certificate] });
    }

    [Fact]
    public void Newest_list_counts()
    {
        Ask.Invalid(PathReasonCode.CertificateRevoked, Request.With(Root.Crl(Issued), Root.Crl(Issued.AddDays(1), new CrlLine(Leaf, Issued))));
        Ask.Valid(Request.With(Root.Crl(Issued, new CrlLine(Leaf, Issued, X509RevocationReason.CertificateHold)), Root.Crl(Issued.AddDays(1))));
        // Two of one second: the numbers tell (RFC 5280 §5.2.3).
        Ask.Invalid(PathReasonCode.CertificateRevoked, Request.With(Root.Crl(Issued, 1, []), Root.Crl(Issued, 2, [], new CrlLine(Leaf, Issued))));
    }

    [Fact]
    public void Delta_adds_to_its_base_and_removes_from_it()
    {
        var (held, basis) = (Root.Issue("CN=held"), Issued);
        var full = Root.Crl(basis, 5, [], new CrlLine(held, basis, X509RevocationReason.CertificateHold));
        CrlLine[] changes = [new(held, Issued, X509RevocationReason.RemoveFromCrl), new(Leaf, Issued, X509RevocationReason.Superseded)];
        var delta = Root.Crl(Issued.AddDays(1), 6, [TestCrl.DeltaOf(5)], changes);
        Ask.Invalid(PathReasonCode.CertificateRevoked, Ask.For(held, Root).With(full));
        Ask.Valid(Ask.For(held, Root).With(full, delta));
        Ask.Invalid(PathReasonCode.CertificateRevoked, Request.With(full, delta));
        // A delta on a later base, or of another scope, is not for this list; alone it is no list.
        Ask.Valid(Request.With(full, Root.Crl(Issued.AddDays(1), 7, [TestCrl.DeltaOf(6)], new CrlLine(Leaf, Issued))));
        Ask.Valid(Request.With(full, Root.Crl(Issued.AddDays(1), 6, [TestCrl.DeltaOf(5), TestCrl.Scope(users: true)], new CrlLine(Leaf, Issued))));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(delta));
    }

    [Fact]
    public void Scope_decides_which_certificates_a_list_covers()
    {
        var middle = new TestCa("CN=Middle", Root);
        var request = Ask.For(middle.Issue("CN=leaf"), Root, middle.Certificate);
        var (users, authorities) = (Root.Crl(Issued, 1, [TestCrl.Scope(users: true)]), Root.Crl(Issued, 1, [TestCrl.Scope(authorities: true)]));
        Ask.Valid(request.With(authorities, middle.Crl(Issued)));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With(users, middle.Crl(Issued)));
        Ask.Valid(Request.With(users));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(authorities));
    }

    [Fact]
    public void Lists_by_reason_must_cover_every_reason()
    {
        byte[] some = [0x60], others = [0x1F, 0x80];
        var first = Root.Crl(Issued, 1, [TestCrl.Scope(reasons: some)]);
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(first));
        Ask.Valid(Request.With(first, Root.Crl(Issued, 2, [TestCrl.Scope(reasons: others)])));
        Ask.Invalid(PathReasonCode.CertificateRevoked, Request.With(first, Root.Crl(Issued, 2, [TestCrl.Scope(reasons: others)], new CrlLine(Leaf, Issued))));
    }

    [Fact]
    public void Indirect_list_is_believed_from_its_issuer_with_a_path_of_its_own()
    {
        var lists = new TestCa("CN=Lists", Root);
        var leaf = Root.Issue("CN=leaf", TestCrl.Points("CN=Point", "CN=Lists"));
        var scope = TestCrl.Scope("CN=Point", indirect: true);
        var other = Root.Issue("CN=other");
        var request = Ask.For(leaf, Root, lists.Certificate);
        // The root's own list is of authorities, hence of the list's issuer, alone.
        var authorities = TestCrl.Scope(authorities: true);
        var full = Root.Crl(Issued, 1, [authorities]);
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With(full));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With(lists.Crl(Issued, 1, [scope])));
        Ask.Valid(request.With(full, lists.Crl(Issued, 1, [scope], new CrlLine(other, Issued, NamesIssuer: true))));
        CrlLine[] both = [new(other, Issued, NamesIssuer: true), new(leaf, Issued)];
        Ask.Invalid(PathReasonCode.CertificateRevoked, request.With(full, lists.Crl(Issued, 1, [scope], both)));
        // An entry that names nobody is of the list's own issuer's certificates.
        Ask.Valid(request.With(full, lists.Crl(Issued, 1, [scope], new CrlLine(leaf, Issued))));
        var revoked = Root.Crl(Issued, 1, [authorities], new CrlLine(lists.Certificate, Issued));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, request.With(revoked, lists.Crl(Issued, 1, [scope])));
    }

    [Fact]
    public void List_by_a_key_of_its_own_needs_leave_to_sign_lists()
    {
        var signer = new TestCa("CN=Root 2");
        var leaf = Root.Issue("CN=leaf");
        foreach (var (usage, isGood) in new[] { (X509KeyUsageFlags.CrlSign, true), (X509KeyUsageFlags.DigitalSignature, false) })
        {
            var certificate = Root.Issue("CN=Root", signer.Key, TestCa.KeyUsage(usage));
            var request = Ask.For(leaf, Root, certificate).With(signer.As(certificate).Crl(Issued));
            Assert.Equal(isGood ? PathVerdict.Valid : PathVerdict.Unverifiable, request.Validate().Verdict);
        }
    }

    [Fact]
    public void List_with_a_critical_extension_not_known_tells_nothing()
    {
        var unknown = TestCa.Extension("1.2.3.4", true, writer => writer.WriteNull());
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(Root.Crl(Issued, 1, [unknown])));
        Ask.Unverifiable(PathReasonCode.RevocationUnknown, Request.With(Root.Crl(Issued, new CrlLine(Root.Issue("CN=other"), Issued, Critical: "1.2.3.4"))));
    }

    [Fact]
    public void What_cannot_be_read_is_told_and_left_out()
    {
        var data = RevocationData.Read([new byte[] { 1, 2, 3 }, Root.Crl(Issued)], [new byte[] { 0x30, 0 }]);
        Assert.Equal([PkiErrorCode.CrlMalformed, PkiErrorCode.OcspMalformed], data.Rejected.Select(error => error.Code));
        Assert.Equal((1, 0), (data.RevocationListCount, data.OcspResponseCount));
        Assert.Equal(2, data.With([Root.Crl(Issued)], []).RevocationListCount);
    }

    [Fact]
    public void Revoked_authority_spoils_what_it_issued()
    {
        var middle = new TestCa("CN=Middle", Root);
        var request = Ask.For(middle.Issue("CN=leaf"), Root, middle.Certificate);
        Ask.Valid(request.With(Root.Crl(Issued), middle.Crl(Issued)));
        var result = Ask.Invalid(PathReasonCode.CertificateRevoked, request.With(Root.Crl(Issued, new CrlLine(middle.Certificate, Issued)), middle.Crl(Issued)));
        Assert.Equal([RevocationStatus.Good, RevocationStatus.Revoked], result.Revocation.Select(fact => fact.Status));
    }
}
