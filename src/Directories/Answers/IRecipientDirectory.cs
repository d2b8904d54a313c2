namespace Chancery.Directories;

/// <summary>Where certificates to encrypt to are found by mail address.</summary>
/// <remarks>Implementations may be used by several callers at once. What goes wrong on the way is in the answer, never an exception; only a
/// cancelled call throws (<see cref="OperationCanceledException"/>).</remarks>
public interface IRecipientDirectory
{
    /// <summary>Looks an address up.</summary>
    /// <param name="address">A mail address, e.g. <c>alice@example.org</c>; in another case too (see <see cref="MailAddress"/>).</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was found and may be encrypted to, what was found and may not and why, and which sources could not be asked.</returns>
    Task<RecipientAnswer> FindAsync(string address, CancellationToken cancellation = default);
}
