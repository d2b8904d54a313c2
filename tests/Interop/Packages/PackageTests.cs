using System.IO.Compression;
using System.Xml.Linq;

namespace Chancery.Interop.Tests;

/// <summary>Chancery.Pki and Chancery.Mail as packages: what is in them, and that a stranger's project builds and runs with them, offline.</summary>
[Collection(nameof(Checkout))]
public sealed class PackageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PackageTests()
    {
        foreach (var room in new[] { "Pki", "Mail" })
        {
            Checkout.Dotnet("pack", Checkout.At($"src/{room}"), "-c", Checkout.Configuration, "-o", _folder.At("feed"));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Packages_hold_what_they_should_and_a_consumer_runs_with_them()
    {
        Holds("Chancery.Pki", ["BouncyCastle.Cryptography", "System.Security.Cryptography.Pkcs"]);
        Holds("Chancery.Mail", ["Chancery.Pki", "MailKit", "MimeKit"]);

        var output = RunConsumer();

        Assert.Equal("Valid, Valid: At noon?", output.Trim());
    }

    private void Holds(string id, string[] dependencies)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(_folder.At("feed"), $"{id}.*.nupkg").Single());
        string[] expected = [$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", "README.md", $"{id}.nuspec"];
        Assert.Equal(expected.Order(), package.Entries.Select(entry => entry.FullName).Where(name => !IsContainer(name)).Order());

        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        var nuspec = XDocument.Load(stream);
        Assert.Equal(
            (id, "Apache-2.0", "README.md", "The Chancery authors"),
            (Text(nuspec, "id"), Text(nuspec, "license"), Text(nuspec, "readme"), Text(nuspec, "authors")));
        Assert.True(Text(nuspec, "description").Length > 80 && Text(nuspec, "tags").Contains("smime", StringComparison.Ordinal));
        Assert.Empty(Elements(nuspec, "repository"));
        Assert.Equal(dependencies, Elements(nuspec, "dependency").Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    // What the Open Packaging Conventions put around the content.
    private static bool IsContainer(string name) =>
        name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal) || name == "[Content_Types].xml";

    private static IEnumerable<XElement> Elements(XDocument nuspec, string name) => nuspec.Descendants().Where(element => element.Name.LocalName == name);

    private static string Text(XDocument nuspec, string name) => Elements(nuspec, name).Single().Value;

    // Nothing but the folder of packages and what this machine has already: the consumer neither asks the network nor leaves anything in the user's cache.
    private string RunConsumer()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Make("consumer");
        _folder.Write("consumer/nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{_folder.At("feed")}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="cache" value="{cache}" /></fallbackPackageFolders>
            </configuration>
            """);
        _folder.Write("consumer/Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <RestorePackagesPath>{_folder.At("packages")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Chancery.Mail" Version="0.1.0" /></ItemGroup>
            </Project>
            """);
        _folder.Write("consumer/Program.cs", ConsumerProgram);
        Checkout.Dotnet("build", _folder.At("consumer"), "-c", "Release", "-o", _folder.At("out"), "-p:NuGetAudit=false");
        return Tool.MustRun("dotnet", [_folder.At("out/Consumer.dll")]).Text;
    }

    private const string ConsumerProgram = """
        using System.Security.Cryptography;
        using System.Security.Cryptography.X509Certificates;
        using Chancery.Mail;
        using Chancery.Pki;

        const string alice = "alice@example.org";
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Alice", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(alice);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));

        var draft = new MailDraft(alice, [alice], "Lunch", "At noon?", DateTimeOffset.UtcNow);
        var eml = SecureMail.SignAndEncrypt(draft, new MailSigner(certificate, key, [], null), [certificate]);
        var mail = SecureMail.Open(eml.Value, [new MailKey(certificate, key)]);
        var verdict = MailVerification.Verify(eml.Value, new VerificationSettings
        {
            Trust = TrustAnchors.Create([certificate]).Value,
            At = DateTimeOffset.UtcNow,
            Keys = new DecryptionKeys([DecryptionKey.Create(certificate, key).Value]),
        });
        Console.WriteLine($"{mail.Value.Signature.State}, {verdict.Verdict}: {mail.Value.Text.Trim()}");
        """;
}
