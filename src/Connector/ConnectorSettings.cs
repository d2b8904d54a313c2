using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Connector.Loop;
using Chancery.Connector.Work.Enrollment;
using Chancery.Domain;
using Chancery.Mail;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector;

/// <summary>The options, read: files opened, contradictions found before anything is made.</summary>
internal sealed record ConnectorSettings(ServerPin Pin, IMailTransport Mail, IReadOnlyList<byte[]> DeviceTrust)
{
    /// <returns>The settings; <c>connectorSettingsInvalid</c> naming the option, <c>serverCertificateUnreadable</c>, or those of a secret file.</returns>
    internal static Result<ConnectorSettings> Read(ConnectorOptions options)
    {
        if (Problem(options) is { } problem)
        {
            return problem;
        }

        var pin = ServerPin.Read(options.ServerCertificate);
        if (!pin.IsOk)
        {
            return pin.Error;
        }

        var mail = Transport(options);
        if (!mail.IsOk)
        {
            return mail.Error;
        }

        var trust = DeviceTrustOf(options, pin.Value.Certificate);
        return trust.IsOk ? new ConnectorSettings(pin.Value, mail.Value, trust.Value) : trust.Error;
    }

    private static Error? Problem(ConnectorOptions options)
    {
        if (!IsHttps(options.ServerUrl))
        {
            return Invalid(nameof(options.ServerUrl), "https");
        }

        // Apple's devices refuse any other (com.apple.mdm, ServerURL).
        if (!IsHttps(options.PublicUrl))
        {
            return Invalid(nameof(options.PublicUrl), "https");
        }

        if (options.PkiUrl is { } pki && !(pki.IsAbsoluteUri && pki.Scheme == Uri.UriSchemeHttp))
        {
            return Invalid(nameof(options.PkiUrl), "http");
        }

        if (string.IsNullOrWhiteSpace(options.Organization) || options.Organization.Length > 40)
        {
            return Invalid(nameof(options.Organization), "1 to 40 characters");
        }

        if (options.MdmTopic is { } topic && !topic.StartsWith("com.apple.mgmt.", StringComparison.Ordinal))
        {
            return Invalid(nameof(options.MdmTopic), "com.apple.mgmt.…");
        }

        return MailAddress.IsUsable(options.Mail.From) ? null : Invalid("Mail.From", "a bare mail address");
    }

    private static bool IsHttps(Uri url) => url.IsAbsoluteUri && url.Scheme == Uri.UriSchemeHttps;

    private static Result<IMailTransport> Transport(ConnectorOptions options)
    {
        var mail = options.Mail;
        if (mail.SpoolFolder is { } folder)
        {
            return mail.SmtpHost is null ? new SpoolTransport(folder, options.Time) : Invalid("Mail", "SMTP or a spool folder, not both");
        }

        if (mail.SmtpHost is null)
        {
            return Invalid("Mail", "SMTP or a spool folder");
        }

        var password = ReadPassword(mail.SmtpPasswordFile);
        return password.IsOk
            ? new SmtpTransport(new SmtpSettings(mail.SmtpHost, mail.SmtpPort, mail.SmtpSecurity, mail.SmtpUserName, password.Value))
            : password.Error;
    }

    private static Result<string?> ReadPassword(string? file)
    {
        if (file is null)
        {
            return Result<string?>.Ok(null);
        }

        var read = SecretFile.Read(file, limit: 4096);
        return read.IsOk ? System.Text.Encoding.UTF8.GetString(read.Value).TrimEnd('\r', '\n') : read.Error;
    }

    private static Result<IReadOnlyList<byte[]>> DeviceTrustOf(ConnectorOptions options, X509Certificate2? pinned)
    {
        var roots = new List<byte[]>();
        if (options.DeviceTrustFiles.Count == 0 && pinned is not null && CertificateReader.IsIssuedBy(pinned, pinned))
        {
            roots.Add(pinned.RawData);
        }

        foreach (var file in options.DeviceTrustFiles)
        {
            try
            {
                var read = CertificateReader.ReadAll(File.ReadAllBytes(file));
                if (!read.IsOk)
                {
                    return new Error("connectorSettingsInvalid", nameof(options.DeviceTrustFiles), file);
                }

                roots.AddRange(read.Value.Select(certificate => certificate.RawData));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                return new Error("connectorSettingsInvalid", nameof(options.DeviceTrustFiles), file);
            }
        }

        return roots;
    }

    private static Error Invalid(string option, string detail) => new("connectorSettingsInvalid", option, detail);
}
