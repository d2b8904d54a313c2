using Chancery.Channels.Apple;
using Chancery.Mail;

namespace Chancery.Simulators.Apple;

/// <summary>Finds the profile in what a person was sent.</summary>
internal static class MailedProfile
{
    /// <summary>The profile itself, or the one attached to a mail.</summary>
    public static Outcome<byte[]> Find(byte[] profileOrMail)
    {
        // A signed profile is a CMS message (0x30); an unsigned one is XML. No mail begins with either.
        if (profileOrMail is [0x30, ..] || profileOrMail.AsSpan().TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8))
        {
            return profileOrMail;
        }

        var opened = SecureMail.Open(profileOrMail, []);
        if (!opened.IsOk)
        {
            return DeviceErrors.MalformedProfile($"Neither a profile nor a mail: {opened.Error.Name}.");
        }

        return opened.Value.Attachments.FirstOrDefault(attachment => attachment.MediaType == AppleContent.Profile)?.Content is { } profile
            ? profile
            : DeviceErrors.MalformedProfile("The mail has no profile attached.");
    }
}
