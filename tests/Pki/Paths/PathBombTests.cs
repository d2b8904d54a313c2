using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Whoever sends a certificate chooses the others and the lists: no choice of theirs costs much.</summary>
public sealed class PathBombTests(ITestOutputHelper output)
{
    private static readonly TestCa Root = new("CN=Root");
    private static readonly X509Certificate2 Leaf = Root.Issue("CN=leaf");

    [Fact]
    public void Ten_thousand_intermediates_of_the_issuers_name_are_looked_at_within_limits()
    {
        var decoy = new TestCa("CN=Middle", Root);
        var middle = new TestCa("CN=Middle", Root);
        var many = Copies(decoy.Certificate, 10_000);
        var leaf = middle.Issue("CN=leaf");
        // The key identifier finds the right one among them; without it the limit ends the search.
        Within(2, () => Ask.Valid(Ask.For(leaf, Root, [.. many, middle.Certificate]) with { Limits = new() { MaxIntermediates = 10_001 } }));
        Within(2, () => Ask.Unverifiable(PathReasonCode.LimitExceeded, Ask.For(Anonymous(middle), Root, [.. many])));
        Within(2, () => Ask.Unverifiable(PathReasonCode.LimitExceeded, Ask.For(leaf, Root, [.. many, middle.Certificate])));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    public void Authorities_that_all_certify_one_another_end_at_a_limit(int count)
    {
        var authorities = Enumerable.Range(0, count).Select(index => new TestCa($"CN=A{index}")).ToList();
        var mesh = authorities.SelectMany(issuer => authorities.Where(subject => subject != issuer)
            .Select(subject => issuer.Issue(subject.Certificate.Subject, subject.Key, TestCa.Ca()))).ToArray();
        Within(3, () => Ask.Unverifiable(PathReasonCode.LimitExceeded, Ask.For(authorities[0].Issue("CN=leaf"), Root, mesh)));
    }

    [Fact]
    public void Chain_is_followed_as_deep_as_the_limit()
    {
        var (deepest, intermediates) = (Root, new List<X509Certificate2>());
        for (var depth = 1; depth <= 14; depth++)
        {
            deepest = new TestCa($"CN=Depth {depth}", deepest);
            intermediates.Add(deepest.Certificate);
        }

        Ask.Valid(Ask.For(deepest.Issue("CN=leaf"), Root, [.. intermediates]));
        var deeper = new TestCa("CN=Depth 15", deepest);
        var request = Ask.For(deeper.Issue("CN=leaf"), Root, [.. intermediates, deeper.Certificate]);
        Ask.Unverifiable(PathReasonCode.LimitExceeded, request);
        Ask.Valid(request with { Limits = new() { MaxDepth = 17 } });
    }

    // The runtime itself refuses names of more than a mebibyte in a certificate, and not in a list.
    [Fact]
    public void Name_of_a_million_attributes_is_refused_unread()
    {
        var huge = new CertificateRequest(Name(40_000), ECDsa.Create(), HashAlgorithmName.SHA256)
            .Create(Root.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(Root.Key), TestCa.Start, TestCa.End, [1]);
        Within(1, () => Ask.Invalid(PathReasonCode.CertificateMalformed, Ask.For(huge, Root)));
        Within(1, () => Ask.Valid(Ask.For(Leaf, Root, huge)));
        var list = TestCrl.Write(Root, Ask.At, null, 1, [], [], issuer: Name(1_000_000));
        Within(1, () => Given.Fails(PkiErrorCode.CrlMalformed, RevocationList.Read(list)));
    }

    [Fact]
    public void Names_against_constraints_end_at_a_limit()
    {
        var names = Enumerable.Range(0, 2000).Select(index => $"a@{index}.example.com").ToArray();
        var middle = new TestCa("CN=Middle", Root, TestCa.Extension("2.5.29.30", true, writer =>
        {
            using (writer.PushSequence())
            using (writer.PushSequence(TestCa.Tag(1)))
            {
                foreach (var name in names)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteCharacterString(UniversalTagNumber.IA5String, "b" + name, TestCa.Tag(1));
                    }
                }
            }
        }));
        Within(1, () => Ask.Unverifiable(PathReasonCode.LimitExceeded, Ask.For(middle.Issue("CN=leaf", TestCa.Emails(names)), Root, middle.Certificate)));
        Ask.Valid(Ask.For(middle.Issue("CN=leaf", TestCa.Emails(names[..100])), Root, middle.Certificate));
    }

    // The tree of RFC 5280 §6.1 would have 2^14 leaves for two policies mapped to one another, and 40^14 for these.
    [Fact]
    public void Policies_that_all_map_to_one_another_stay_small()
    {
        var policies = Enumerable.Range(1, 40).Select(index => $"1.3.6.1.4.1.55555.{index}").ToArray();
        X509Extension[] extensions = [Policies(policies), Mappings(policies)];
        var (deepest, intermediates) = (Root, new List<X509Certificate2>());
        for (var depth = 1; depth <= 14; depth++)
        {
            deepest = new TestCa($"CN=Policy {depth}", deepest, extensions);
            intermediates.Add(deepest.Certificate);
        }

        var leaf = deepest.Issue("CN=leaf", Policies(policies));
        Within(1, () =>
        {
            var result = (Ask.For(leaf, Root, [.. intermediates]) with { RequireExplicitPolicy = true }).Validate();
            Assert.Equal(PathVerdict.Valid, result.Verdict);
            Assert.Equal(policies.Order(StringComparer.Ordinal), result.ValidPolicies);
        });
    }

    [Fact]
    public void List_of_a_million_entries_is_read_and_searched_in_bounds()
    {
        const int Count = 1_000_000;
        var revoked = Root.Issue("CN=revoked");
        var list = Million(Count, revoked);
        // What this thread allocates: other tests run beside this one.
        var before = GC.GetAllocatedBytesForCurrentThread();
        RevocationData? data = null;
        Within(6, () => data = RevocationData.Read([list], []));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{Count} entries, {list.Length >> 20} MiB: {allocated >> 20} MiB allocated beside them.");
        Assert.True(allocated < 24 << 20, $"{allocated} bytes allocated.");
        Within(3, () =>
        {
            var request = Ask.For(Leaf, Root) with { RevocationMode = RevocationMode.Require, Revocation = data! };
            Ask.Valid(request);
            for (var again = 0; again < 100; again++)
            {
                Ask.Invalid(PathReasonCode.CertificateRevoked, request with { Certificate = revoked });
            }
        });
    }

    private void Within(double seconds, Action action)
    {
        var watch = ThreadClock.StartNew();
        action();
        output.WriteLine($"{watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"It took {watch.Elapsed}.");
    }

    // Another serial number, and so another certificate, whose signature nobody has looked at yet.
    private static X509Certificate2[] Copies(X509Certificate2 certificate, int count)
    {
        var der = certificate.RawData;
        var validity = der.AsSpan().IndexOf("200101000000Z"u8);
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var copy = (byte[])der.Clone();
            System.Text.Encoding.ASCII.GetBytes($"{index:D5}").CopyTo(copy, validity + 7);
            copy[validity + 6] = (byte)'0';
            for (var digit = 7; digit < 12; digit++)
            {
                copy[validity + digit] = (byte)('0' + (copy[validity + digit] - '0') % (digit is 8 or 10 ? 6 : digit is 7 ? 2 : 10));
            }

            copy[^1] = (byte)index;
            copy[^2] = (byte)(index >> 8);
            return X509CertificateLoader.LoadCertificate(copy);
        })];
    }

    private static X509Certificate2 Anonymous(TestCa issuer) => new CertificateRequest("CN=leaf", ECDsa.Create(), HashAlgorithmName.SHA256)
        .Create(issuer.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(issuer.Key), TestCa.Start, TestCa.End, [1]);

    private static X509Extension Policies(string[] policies) => TestCa.Extension("2.5.29.32", false, writer =>
    {
        using (writer.PushSequence())
        {
            foreach (var policy in policies)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(policy);
                }
            }
        }
    });

    private static X509Extension Mappings(string[] policies) => TestCa.Extension("2.5.29.33", false, writer =>
    {
        using (writer.PushSequence())
        {
            foreach (var (from, to) in policies.SelectMany(from => policies.Select(to => (from, to))))
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(from);
                    writer.WriteObjectIdentifier(to);
                }
            }
        }
    });

    private static X500DistinguishedName Name(int count)
    {
        var name = new AsnWriter(AsnEncodingRules.DER, 16 << 20);
        using (name.PushSequence())
        {
            for (var index = 0; index < count; index++)
            {
                using (name.PushSetOf())
                using (name.PushSequence())
                {
                    name.WriteObjectIdentifier("2.5.4.3");
                    name.WriteCharacterString(UniversalTagNumber.UTF8String, "x");
                }
            }
        }

        return new(name.Encode());
    }

    private static byte[] Million(int count, X509Certificate2 revoked)
    {
        var length = BitConverter.GetBytes((count * 35) + 20);
        var entries = new MemoryStream();
        entries.Write([0x30, 0x84, length[3], length[2], length[1], length[0]]);
        for (var index = 0; index < count; index++)
        {
            // SEQUENCE { INTEGER of 16 octets, UTCTime }.
            entries.Write([0x30, 33, 0x02, 16, 0x5A, .. "elevenbytes"u8, .. BitConverter.GetBytes(index), 0x17, 13, .. "250501120000Z"u8]);
        }

        entries.Write([0x30, 18, 0x02, 1, revoked.SerialNumberBytes.Span[0], 0x17, 13, .. "250501120000Z"u8]);
        return TestCrl.Write(Root, Ask.At.AddDays(-1), Ask.At.AddDays(1), 1, [], [], entries.ToArray());
    }
}
