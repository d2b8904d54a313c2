using System.Collections.Immutable;
using System.Text.Json;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Server.Graph;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>A profile as the API was given it, checked.</summary>
internal sealed record ProfileInput(ProfileType Type, string DisplayName, string? Description, ProfileSettings Settings);

/// <summary>Reads a <c>deviceConfiguration</c> from its Graph JSON (facts of Intune 9.3 to 9.5).</summary>
internal static class ProfileReading
{
    // S/MIME BR 6.3.2: at most 825 days.
    private const int LongestValidity = 825;
    private const int LargestBundle = 128 * 1024;

    internal static Result<ProfileInput> Read(JsonElement json)
    {
        var reader = new GraphReader(json);
        var typeName = reader.RequiredText("@odata.type");
        if (reader.Error is { } missing)
        {
            return missing;
        }

        if (ProfileType.Find(typeName) is not { } type)
        {
            return new Error("profileKindUnsupported", "@odata.type", typeName);
        }

        var name = reader.RequiredText("displayName");
        var description = reader.Text("description", 1500);
        ProfileSettings settings = type.Kind switch
        {
            ProfileKind.TrustedCertificate => Trusted(reader),
            ProfileKind.PkcsCertificate => Pkcs(reader),
            ProfileKind.ImportedPfx => Imported(reader),
            _ => EmailReading.Read(reader, type),
        };
        return reader.Error is { } error ? error : new ProfileInput(type, name, description, settings);
    }

    private static TrustedCertificateSettings Trusted(GraphReader reader)
    {
        var bytes = reader.Bytes("trustedRootCertificate", LargestBundle);
        var fileName = reader.Text("certFileName");
        if (bytes is null)
        {
            reader.Fail("trustedRootCertificate", "The property is required.");
            return new TrustedCertificateSettings([]);
        }

        var certificates = CertificateReader.ReadAll(bytes);
        if (!certificates.IsOk)
        {
            reader.Fail("trustedRootCertificate", certificates.Error!.Detail, certificates.Error.Name);
            return new TrustedCertificateSettings([]);
        }

        var trusted = ImmutableArray.CreateBuilder<TrustedCertificate>();
        foreach (var certificate in certificates.Value)
        {
            if (!CertificateReader.Describe(certificate).IsAuthority)
            {
                reader.Fail("trustedRootCertificate", $"{certificate.Subject} is no certificate of an authority.");
            }

            var isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            trusted.Add(new TrustedCertificate(certificate.RawData, isRoot, fileName));
            certificate.Dispose();
        }

        return new TrustedCertificateSettings(trusted.DrainToImmutable());
    }

    private static PkcsCertificateSettings Pkcs(GraphReader reader)
    {
        var plain = new PkcsCertificateSettings();
        var usage = reader.Member<CertificateUsage>("certificateUsage") ?? plain.Usage;
        var settings = plain with
        {
            Usage = usage,
            KeyKind = reader.Member<KeyKind>("keyKind") ?? plain.KeyKind,
            ValidityDays = Validity(reader) ?? plain.ValidityDays,
            RenewalThresholdPercentage = reader.Number("renewalThresholdPercentage", 1, 99) ?? plain.RenewalThresholdPercentage,
            SubjectNameFormatString = reader.Text("subjectNameFormatString", 1024) ?? SubjectFormat(reader) ?? plain.SubjectNameFormatString,
            EmailAddresses = AlternativeNames(reader) is { IsEmpty: false } names ? names : plain.EmailAddresses,
            AllowAllAppsAccess = reader.Flag("allowAllAppsAccess") ?? false,
        };
        TemplateCheck.Subject(reader, "subjectNameFormatString", settings.SubjectNameFormatString);
        foreach (var address in settings.EmailAddresses)
        {
            TemplateCheck.Text(reader, "customSubjectAlternativeNames", address);
        }

        return settings;
    }

    private static int? Validity(GraphReader reader)
    {
        var value = reader.Number("certificateValidityPeriodValue", 1, LongestValidity);
        var scale = reader.Member<ValidityScale>("certificateValidityPeriodScale") ?? ValidityScale.Days;
        var days = value * scale switch { ValidityScale.Years => 365, ValidityScale.Months => 30, _ => 1 };
        if (days > LongestValidity)
        {
            reader.Fail("certificateValidityPeriodValue", $"At most {LongestValidity} days (S/MIME Baseline Requirements 6.3.2).");
        }

        return days;
    }

    private static string? SubjectFormat(GraphReader reader) => reader.Member<AppleSubjectNameFormat>("subjectNameFormat") switch
    {
        AppleSubjectNameFormat.CommonName => "CN={{UserName}}",
        AppleSubjectNameFormat.CommonNameAsEmail => "CN={{EmailAddress}}",
        AppleSubjectNameFormat.CommonNameIncludingEmail => "CN={{UserName}},E={{EmailAddress}}",
        AppleSubjectNameFormat.CommonNameAsIMEI => "CN={{IMEINumber}}",
        AppleSubjectNameFormat.CommonNameAsSerialNumber => "CN={{SERIALNUMBER}}",
        _ => null,
    };

    /// <summary>The mail addresses among the alternative names, in Graph's newer spelling (an array) or the older one (a type and a format).</summary>
    private static ImmutableArray<string> AlternativeNames(GraphReader reader)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in reader.Objects("customSubjectAlternativeNames"))
        {
            if (string.Equals(item.Text("sanType"), "emailAddress", StringComparison.OrdinalIgnoreCase))
            {
                names.Add(item.RequiredText("name"));
            }
            else
            {
                item.Fail("sanType", "Only emailAddress is delivered in certificates for mail.");
            }

            reader.Adopt(item);
        }

        if (names.Count == 0 && reader.Text("subjectAlternativeNameFormatString", 1024) is { Length: > 0 } format)
        {
            names.Add(format);
        }

        return names.DrainToImmutable();
    }

    private static ImportedPfxSettings Imported(GraphReader reader)
    {
        var purpose = reader.Text("intendedPurpose")?.ToUpperInvariant() switch
        {
            "SMIMEENCRYPTION" => IntendedPurpose.SmimeEncryption,
            "SMIMESIGNING" => IntendedPurpose.SmimeSigning,
            _ => IntendedPurpose.Unassigned,
        };
        if (purpose == IntendedPurpose.Unassigned)
        {
            reader.Fail("intendedPurpose", "smimeEncryption or smimeSigning is expected.", "purposeUnsupported");
        }

        return new ImportedPfxSettings(purpose);
    }

    private enum ValidityScale
    {
        Days,
        Months,
        Years,
    }

    private enum AppleSubjectNameFormat
    {
        CommonName,
        CommonNameAsEmail,
        Custom,
        CommonNameIncludingEmail,
        CommonNameAsIMEI,
        CommonNameAsSerialNumber,
    }
}
