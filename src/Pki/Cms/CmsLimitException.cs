namespace Chancery.Pki;

/// <summary>A CMS structure exceeds a limit. It never leaves this room: the readers answer <see cref="PkiErrorCode.CmsTooLarge"/>.</summary>
internal sealed class CmsLimitException(string message) : InvalidOperationException(message);
