namespace Chancery.Connector.Store;

/// <summary>
/// The store's schema by version (<c>PRAGMA user_version</c>). A version, once released, is never edited: the next is appended, and brings
/// a store of the one before to itself. Instants are UTC ticks; UUIDs are text.
/// </summary>
internal static class StoreSchema
{
    internal static readonly string[] Versions =
    [
        """
        CREATE TABLE settings (Name TEXT NOT NULL PRIMARY KEY, Value TEXT NOT NULL) STRICT;

        CREATE TABLE challenges (
          EnrollmentId TEXT NOT NULL PRIMARY KEY, Address TEXT NOT NULL, Platform TEXT NOT NULL, Delivery TEXT NOT NULL,
          ChallengeHash BLOB NOT NULL, ExpiresTicks INTEGER NOT NULL, UsedByKeyHash TEXT, UsedTicks INTEGER) STRICT;

        CREATE TABLE bindings (
          EnrollmentId TEXT NOT NULL, KeyHash TEXT NOT NULL, Addresses TEXT NOT NULL, Platform TEXT NOT NULL, Delivery TEXT NOT NULL,
          BoundTicks INTEGER NOT NULL, Signature BLOB NOT NULL, PRIMARY KEY (EnrollmentId, KeyHash)) STRICT;
        CREATE UNIQUE INDEX bindings_key ON bindings (KeyHash);

        CREATE TABLE ended (EnrollmentId TEXT NOT NULL PRIMARY KEY, EndedTicks INTEGER NOT NULL) STRICT;

        CREATE TABLE issuances (
          SerialNumber TEXT NOT NULL PRIMARY KEY, Authority TEXT NOT NULL, KeyHash TEXT NOT NULL, Draft TEXT NOT NULL, EnrollmentId TEXT NOT NULL,
          ProfileId TEXT, ItemId TEXT, Revision TEXT, Replaces TEXT, IntendedTicks INTEGER NOT NULL, NotAfterTicks INTEGER NOT NULL,
          Certificate BLOB) STRICT;
        CREATE INDEX issuances_enrollment ON issuances (EnrollmentId);

        CREATE TABLE revocations (
          SerialNumber TEXT NOT NULL PRIMARY KEY, Authority TEXT NOT NULL, Reason INTEGER NOT NULL, RevokedTicks INTEGER NOT NULL,
          NotAfterTicks INTEGER NOT NULL) STRICT;

        CREATE TABLE crls (
          Authority TEXT NOT NULL PRIMARY KEY, Number INTEGER NOT NULL, ThisUpdateTicks INTEGER NOT NULL, Der BLOB NOT NULL) STRICT;

        CREATE TABLE sealed (
          KeyHash TEXT NOT NULL, ItemId TEXT NOT NULL, Revision TEXT NOT NULL, EnrollmentId TEXT NOT NULL, Profile BLOB NOT NULL,
          Identities TEXT NOT NULL, SealedTicks INTEGER NOT NULL, PRIMARY KEY (KeyHash, ItemId, Revision)) STRICT;
        CREATE INDEX sealed_enrollment ON sealed (EnrollmentId);

        CREATE TABLE scep (
          TransactionId TEXT NOT NULL, KeyHash TEXT NOT NULL, EnrollmentId TEXT NOT NULL, Certificate BLOB NOT NULL, AnsweredTicks INTEGER NOT NULL,
          PRIMARY KEY (TransactionId, KeyHash)) STRICT;

        CREATE TABLE work_results (Id TEXT NOT NULL PRIMARY KEY, BodyHash BLOB NOT NULL, Outcome TEXT NOT NULL, DoneTicks INTEGER NOT NULL) STRICT;
        CREATE INDEX work_results_done ON work_results (DoneTicks);
        """,
        """
        CREATE TABLE letters (Id TEXT NOT NULL PRIMARY KEY, Address TEXT NOT NULL, SentTicks INTEGER NOT NULL) STRICT;
        CREATE INDEX letters_address ON letters (Address);
        CREATE INDEX letters_sent ON letters (SentTicks);
        """,
    ];
}
