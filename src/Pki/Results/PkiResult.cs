using System.Diagnostics.CodeAnalysis;

namespace Chancery.Pki;

/// <summary>A value or the expected failure that stands in its place.</summary>
/// <typeparam name="T">What success yields.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "The constructors of a result are its vocabulary.")]
public readonly record struct PkiResult<T>
{
    private readonly T? _value;

    private PkiResult(T? value, PkiError? error) => (_value, Error) = (value, error);

    /// <summary>The failure, or null where there is a value.</summary>
    public PkiError? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The value. Reading it from a failure is a bug and throws.</summary>
    /// <exception cref="InvalidOperationException">This is a failure.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Name}: {Error.Detail}");

    /// <summary>A success.</summary>
    /// <param name="value">Its value.</param>
    public static PkiResult<T> Ok(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">What failed.</param>
    public static PkiResult<T> Fail(PkiError error) => new(default, error);

    /// <summary>A failure.</summary>
    /// <param name="code">Which.</param>
    /// <param name="detail">A fact that helps; never a secret.</param>
    public static PkiResult<T> Fail(PkiErrorCode code, string detail) => new(default, new PkiError(code, detail));

    /// <summary>A success, from its value alone.</summary>
    /// <param name="value">Its value.</param>
    public static implicit operator PkiResult<T>(T value) => Ok(value);

    /// <summary>A failure, from its error alone.</summary>
    /// <param name="error">What failed.</param>
    public static implicit operator PkiResult<T>(PkiError error) => Fail(error);
}
