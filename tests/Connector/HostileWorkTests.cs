using System.Text;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;
using CsCheck;

namespace Chancery.Connector.Tests;

/// <summary>Whatever a server sends, the answer is an outcome with a code of the catalogue: nothing is thrown, nothing is released by accident.</summary>
public sealed class HostileWorkTests
{
    private static readonly string[] Odd =
    [
        "", "\0", "\uD800", "\uFFFE", "]]>", "<x/>", "{0}", "../../x", "a\r\nb", new string('x', 70_000), "CN=", "CN=\"", "E=a@b,CN=\0", "\u202E", "é",
    ];

    [Fact]
    public async Task Damaged_scep_messages_and_seals_are_refused_with_a_code()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice));
        var scep = TestDevice.Request(office, TestDevice.ReadProfile(office.Mail.Profile(TestOffice.Alice)), 1).Request.Message;
        var import = office.Import(TestPfx.Make(TestOffice.Alice), TestOffice.Alice, TestOffice.Alice);
        await Damaged(scep).SampleAsync(async bytes => Named(await office.DoAsync(new ScepWork(bytes))), iter: 150, threads: 1);
        await Damaged(import.Sealed).SampleAsync(async bytes => Named(await office.DoAsync(import with { Sealed = bytes })), iter: 150, threads: 1);
    }

    [Fact]
    public async Task Damaged_records_and_certificates_are_refused_with_a_code()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice);
        SealProfileWork Seal(ImportedKey one) => device.Seal(TestDevice.Imported("history", one));
        await Damaged(key.SealedKey).SampleAsync(async bytes => Named(await office.DoAsync(Seal(key with { SealedKey = bytes }))), iter: 150, threads: 1);
        await Damaged(key.Certificate).SampleAsync(async bytes => Named(await office.DoAsync(Seal(key with { Certificate = bytes }))), iter: 150, threads: 1);
        await Damaged(device.Certificate.RawData).SampleAsync(
            async bytes => Named(await office.DoAsync(Seal(key) with { DeviceIdentity = bytes })), iter: 150, threads: 1);
    }

    [Fact]
    public async Task Odd_text_anywhere_in_work_is_answered_with_an_outcome()
    {
        await using var office = await TestOffice.OpenAsync(change: options => options with { LinkEnrollmentAddresses = ["*@example.test"] });
        var device = await office.EnrollAsync(TestOffice.Alice);
        var number = 0;
        foreach (var odd in Odd)
        {
            var work = device.Seal($"odd{number++}", "r1", TestDevice.Issued("signing", TestOffice.Alice));
            var issued = (IssuedIdentityRequest)work.Identities[0];
            WorkBody[] bodies =
            [
                office.Enrollment(odd), office.Enrollment(TestOffice.Alice) with { DisplayName = odd },
                office.Enrollment(TestOffice.Alice) with { Language = odd },
                new RevokeCertificateWork(odd, odd), new ImportPfxWork([], odd, IntendedPurpose.SmimeSigning),
                work with { ItemId = odd }, work with { Revision = odd }, work with { Profile = work.Profile with { PayloadDisplayName = odd } },
                work with { Profile = work.Profile with { PayloadIdentifier = odd } }, work with { Identities = [issued with { Subject = odd }] },
                work with { Identities = [issued with { EmailAddresses = [odd] }] }, work with { Identities = [issued with { Slot = odd }] },
                work with
                {
                    Identities = [issued with { Slot = odd }],
                    Profile = work.Profile with { Identities = [work.Profile.Identities[0] with { Slot = odd }] },
                },
            ];
            foreach (var body in bodies)
            {
                var outcome = await office.DoAsync(body);
                Assert.True(outcome is not WorkRefused refused || Named(refused), $"{body} {string.Join('\n', office.Log.Lines.TakeLast(2))}");
            }
        }
    }

    [Fact]
    public async Task What_a_refusal_quotes_forges_no_line_of_the_log()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Alice);
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Issued("signing", "x\r\nWork done\u001b[2J\0\u202E@y", "CN=x")));
        Assert.Equal("issuedAddressNotBound", refused.Error.Code);
        Assert.DoesNotContain(refused.Error.Detail!, char.IsControl);
        Assert.All(office.Log.Lines, line => Assert.DoesNotContain(line.TrimEnd(), letter => char.IsControl(letter) || letter == '\u202E'));
    }

    [Fact]
    public void Record_of_a_sealed_key_is_read_or_refused_and_never_throws()
    {
        const string Box = """{"algorithm":"A256GCM","nonce":"AAAA","ciphertext":"AAAA","tag":"AAAA"}""";
        var record = $$"""
            {"version":1,"keyId":"018f0000-0000-8000-8000-000000000001","owner":["a@b"],"purpose":"smimeEncryption",
            "publicKeyHash":"{{new string('a', 64)}}","key":{{Box}},"wrap":{{Box}},"recovery":null}
            """;
        Assert.True(SealedKey.Decode(Encoding.UTF8.GetBytes(record)).IsOk);
        Damaged(Encoding.UTF8.GetBytes(record)).Sample(bytes => SealedKey.Decode(bytes) is { IsOk: true } or { Error.Code: "sealedKeyMalformed" });
        string[] hostiles =
        [
            record.Replace("[\"a@b\"]", "[null]"), record.Replace("[\"a@b\"]", "null"), record.Replace("\"AAAA\"", "null"), new string('[', 60_000),
        ];
        foreach (var hostile in hostiles)
        {
            Assert.Equal("sealedKeyMalformed", SealedKey.Decode(Encoding.UTF8.GetBytes(hostile)).Error?.Code);
        }
    }

    // A bit flipped, a piece cut out, or a piece of noise put in.
    private static Gen<byte[]> Damaged(byte[] bytes) =>
        from at in Gen.Int[0, bytes.Length - 1]
        from length in Gen.Int[1, 20]
        from kind in Gen.Int[0, 3]
        from noise in Gen.Byte.Array[length]
        select kind switch
        {
            0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (length % 8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]],
            2 => [.. bytes[..at], .. noise, .. bytes[at..]],
            _ => bytes[..at],
        };

    private static bool Named(WorkOutcome outcome) => outcome switch
    {
        WorkRefused refused => refused.Error.Code != "connectorFailed" && ErrorCatalogue.TryFind(refused.Error.Code) is not null,
        // The certificate a device signs its request with may be damaged where nothing is read; the key it is answered for is its own.
        ScepAnswered { Certificate: { } certificate } => KeyPairs.Matches(CertificateReader.Read(certificate).Value, Keys.Rsa(1)),
        ScepAnswered => true,
        // A damaged certificate or record that opens all the same was damaged where nothing is said: its key and owner are sealed.
        ProfileSealed or PfxImported => true,
        _ => false,
    };
}
