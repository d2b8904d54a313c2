using Chancery.Channels.Connectors;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Work.Import;

/// <summary>Opens an import, holds it against whose and what for it says it is, and seals its keys to the vault.</summary>
internal sealed class ImportPfxHandler(ConnectorCore core)
{
    internal Task<WorkOutcome> HandleAsync(ImportPfxWork work) => Task.Run(() => Handle(work));

    private WorkOutcome Handle(ImportPfxWork work)
    {
        var opened = core.Vault.OpenImport(work.Sealed);
        if (!opened.IsOk)
        {
            return Refusal.Of(opened.Error);
        }

        using var import = opened.Value;
        if (import.Purpose == IntendedPurpose.Unassigned || import.Purpose != work.Purpose)
        {
            return Refusal.Of("importPurposeDiffers", "intendedPurpose");
        }

        if (core.Checks.Refuse(TrustCheck.ImportOwner, string.Equals(import.Owner.Trim(), work.Address.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            return Refusal.Of("importOwnerDiffers", "userPrincipalName");
        }

        return SealAll(import);
    }

    private WorkOutcome SealAll(OpenedImport import)
    {
        var keys = new List<ImportedKey>();
        Error? unfit = null;
        for (var index = 0; index < import.Count; index++)
        {
            var info = CertificateReader.Describe(import.Certificate(index));
            if (ImportChecks.AddressProblem(import, info) is { } problem)
            {
                return Refusal.Of(problem);
            }

            // A file may hold a signing and an encryption key (RFC 9216's do): the one meant is taken, the other is not.
            if (ImportChecks.UsageProblem(import.Purpose, info) is { } other)
            {
                unfit = other;
                continue;
            }

            var sealedKey = core.Vault.Seal(import, index);
            keys.Add(new ImportedKey(
                import.Certificate(index).RawData,
                [.. import.Chain(index).Select(certificate => certificate.RawData)],
                sealedKey.Encode(),
                sealedKey.Owner,
                ImportChecks.Warnings(import.Certificate(index), import.Chain(index), info, core.Time.GetUtcNow())));
        }

        return keys.Count > 0 ? new PfxImported(keys) : Refusal.Of(unfit ?? new Error("pfxNoKey", "encryptedPfxBlob"));
    }
}
