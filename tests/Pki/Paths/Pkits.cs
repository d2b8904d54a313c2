using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>One run of a PKITS test, as pkits.txt tells it.</summary>
internal sealed record PkitsCase(
    string Number, string Certificate, ImmutableArray<string> Intermediates, ImmutableArray<string> Lists, ImmutableArray<string> Policies, bool Explicit,
    bool InhibitMapping, bool InhibitAny, bool IsValid)
{
    public static ImmutableArray<PkitsCase> All { get; } = [.. Pkits.Table().Select(Read)];

    private static PkitsCase Read(string line)
    {
        var fields = line.Split('|', StringSplitOptions.TrimEntries);
        var settings = fields[4].Split(' ');
        var policies = settings.Where(setting => setting.StartsWith("policy=")).SelectMany(setting => setting["policy=".Length..].Split(','));
        return new(
            fields[0], fields[1], Names(fields[2]), Names(fields[3]), [.. policies.Select(number => "2.16.840.1.101.3.2.1.48." + number)],
            settings.Contains("explicit"), settings.Contains("inhibit-mapping"), settings.Contains("inhibit-any"), fields[5] == "valid");
    }

    private static ImmutableArray<string> Names(string field) => field == "-" ? [] : [.. field.Split(' ')];
}

/// <summary>NIST's certificates and lists, from Debian's package python3-cryptography-vectors. Missing, it is a failed test.</summary>
internal static class Pkits
{
    public const string Folder = "/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data";

    /// <summary>Everything is valid from 2010 to 2030, but for what is meant not to be.</summary>
    public static readonly DateTimeOffset At = new(2020, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, X509Certificate2> Certificates = [];

    public static string[] Table()
    {
        using var table = new StreamReader(typeof(Pkits).Assembly.GetManifestResourceStream("pkits.txt")!);
        return [.. table.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    public static byte[] Read(string file)
    {
        Assert.True(Directory.Exists(Folder), $"{Folder} is missing: install the package python3-cryptography-vectors.");
        return File.ReadAllBytes(Path.Combine(Folder, file));
    }

    public static X509Certificate2 Certificate(string name)
    {
        lock (Certificates)
        {
            if (!Certificates.TryGetValue(name, out var certificate))
            {
                Certificates.Add(name, certificate = X509CertificateLoader.LoadCertificate(Read($"certs/{name}.crt")));
            }

            return certificate;
        }
    }

    public static ReadOnlyMemory<byte> List(string name) => Read($"crls/{name}.crl");

    public static TrustAnchors Anchor => Given.Ok(TrustAnchors.Create([Certificate("TrustAnchorRootCertificate")]));

    /// <summary>A request of exactly what NIST gives for a case.</summary>
    public static PathRequest Request(PkitsCase test) => new()
    {
        Certificate = Certificate(test.Certificate),
        Intermediates = [.. test.Intermediates.Select(Certificate)],
        Trust = Anchor,
        At = At,
        Revocation = RevocationData.Read([List("TrustAnchorRootCRL"), .. test.Lists.Select(List)], []),
        InitialPolicies = test.Policies,
        RequireExplicitPolicy = test.Explicit,
        InhibitPolicyMapping = test.InhibitMapping,
        InhibitAnyPolicy = test.InhibitAny,
        // The suite's DSA signatures are with SHA-1; there are no others.
        AllowSha1 = test.Number is "4.1.4" or "4.1.5" or "4.1.6",
    };
}
