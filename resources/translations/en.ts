<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AgreementCard</name>
    <message numerus="yes">
        <source>The number is drawn when it is printed; %n left here.</source>
        <translation>
            <numerusform>The number is drawn when it is printed; %n left here.</numerusform>
            <numerusform>The number is drawn when it is printed; %n left here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnsweredCard</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AwayPanel</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further phone(s)</source>
        <translation>
            <numerusform>%n further phone</numerusform>
            <numerusform>%n further phones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n former stay(s)</source>
        <translation>
            <numerusform>%n former stay</numerusform>
            <numerusform>%n former stays</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n visit</numerusform>
            <numerusform>%n visits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n care plan(s)</source>
        <translation>
            <numerusform>%n care plan</numerusform>
            <numerusform>%n care plans</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BuildingForm</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new door(s)</source>
        <translation>
            <numerusform>%n new door</numerusform>
            <numerusform>%n new doors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n door(s) go</source>
        <translation>
            <numerusform>%n door goes</numerusform>
            <numerusform>%n doors go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them with households</source>
        <translation>
            <numerusform>%n of them with households</numerusform>
            <numerusform>%n of them with households</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseList</name>
    <message numerus="yes">
        <source>%n limit(s) running</source>
        <translation>
            <numerusform>%n limit running</numerusform>
            <numerusform>%n limits running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountsPage</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) going on now</source>
        <translation>
            <numerusform>%n case going on now</numerusform>
            <numerusform>%n cases going on now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n own case(s) closed or in the archive</source>
        <translation>
            <numerusform>%n own case closed or in the archive</numerusform>
            <numerusform>%n own cases closed or in the archive</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DirectoryPage</name>
    <message numerus="yes">
        <source>%n legal adviser(s)</source>
        <translation>
            <numerusform>%n legal adviser</numerusform>
            <numerusform>%n legal advisers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mediation room(s)</source>
        <translation>
            <numerusform>%n mediation room</numerusform>
            <numerusform>%n mediation rooms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisputesNotice</name>
    <message numerus="yes">
        <source>%n dispute(s) handed in wait for a mediator</source>
        <translation>
            <numerusform>%n dispute handed in waits for a mediator</numerusform>
            <numerusform>%n disputes handed in wait for a mediator</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dispute(s) that you handed in: {answer}</source>
        <translation>
            <numerusform>%n dispute that you handed in: {answer}</numerusform>
            <numerusform>%n disputes that you handed in, the last one: {answer}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message numerus="yes">
        <source>%n person(s) on this computer were compared.</source>
        <translation>
            <numerusform>%n person on this computer was compared.</numerusform>
            <numerusform>%n people on this computer were compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DutiesNotice</name>
    <message numerus="yes">
        <source>%n more grid(s)</source>
        <translation>
            <numerusform>%n more grid</numerusform>
            <numerusform>%n more grids</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportsPage</name>
    <message numerus="yes">
        <source>%n export(s)</source>
        <translation>
            <numerusform>%n export</numerusform>
            <numerusform>%n exports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacilitiesPage</name>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n household</numerusform>
            <numerusform>%n households</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message numerus="yes">
        <source>%n day(s) more</source>
        <translation>
            <numerusform>%n day more</numerusform>
            <numerusform>%n days more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesCard</name>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) wait, {size}</source>
        <translation>
            <numerusform>%n photo or paper waits, {size}</numerusform>
            <numerusform>%n photos or papers wait, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoneCard</name>
    <message numerus="yes">
        <source>%n record(s) are no longer on the server</source>
        <translation>
            <numerusform>%n record is no longer on the server</numerusform>
            <numerusform>%n records are no longer on the server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandOverCard</name>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) wait, {size} MB.</source>
        <translation>
            <numerusform>%n photo or paper waits, {size} MB.</numerusform>
            <numerusform>%n photos or papers wait, {size} MB.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) that you opened can come back.</source>
        <translation>
            <numerusform>%n photo or paper that you opened can come back.</numerusform>
            <numerusform>%n photos or papers that you opened can come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are in {file}.</source>
        <translation>
            <numerusform>%n change is in {file}.</numerusform>
            <numerusform>%n changes are in {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) go along.</source>
        <translation>
            <numerusform>%n photo or paper goes along.</numerusform>
            <numerusform>%n photos or papers go along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) are to come with the answer.</source>
        <translation>
            <numerusform>%n photo or paper is to come with the answer.</numerusform>
            <numerusform>%n photos or papers are to come with the answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) are left for the next file.</source>
        <translation>
            <numerusform>%n photo or paper is left for the next file.</numerusform>
            <numerusform>%n photos or papers are left for the next file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The answer was read: %n record(s) came.</source>
        <translation>
            <numerusform>The answer was read: %n record came.</numerusform>
            <numerusform>The answer was read: %n records came.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) came, too.</source>
        <translation>
            <numerusform>%n photo or paper came, too.</numerusform>
            <numerusform>%n photos or papers came, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandedInPage</name>
    <message numerus="yes">
        <source>%n without an answer</source>
        <translation>
            <numerusform>%n without an answer</numerusform>
            <numerusform>%n without an answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistorySection</name>
    <message numerus="yes">
        <source>Show more (%n left)</source>
        <translation>
            <numerusform>Show more (%n left)</numerusform>
            <numerusform>Show more (%n left)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HouseholdsPage</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n household</numerusform>
            <numerusform>%n households</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message numerus="yes">
        <source>%n without an answer</source>
        <translation>
            <numerusform>%n without an answer</numerusform>
            <numerusform>%n without an answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyPeoplePage</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftBehindPage</name>
    <message numerus="yes">
        <source>Take over %n piece(s) of left-behind work?</source>
        <translation>
            <numerusform>Take over %n piece of left-behind work?</numerusform>
            <numerusform>Take over %n pieces of left-behind work?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken over: saved on this computer; it will be sent.</source>
        <translation>
            <numerusform>%n taken over: saved on this computer; it will be sent.</numerusform>
            <numerusform>%n taken over: saved on this computer; it will be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dismiss %n piece(s) of left-behind work</source>
        <translation>
            <numerusform>Dismiss %n piece of left-behind work</numerusform>
            <numerusform>Dismiss %n pieces of left-behind work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dismissed: saved on this computer; it will be sent.</source>
        <translation>
            <numerusform>%n dismissed: saved on this computer; it will be sent.</numerusform>
            <numerusform>%n dismissed: saved on this computer; it will be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over all %n</source>
        <translation>
            <numerusform>Take over all %n</numerusform>
            <numerusform>Take over all %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dismiss all %n …</source>
        <translation>
            <numerusform>Dismiss all %n …</numerusform>
            <numerusform>Dismiss all %n …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftOverNotice</name>
    <message numerus="yes">
        <source>%n quick note(s) not taken up yet</source>
        <translation>
            <numerusform>%n quick note not taken up yet</numerusform>
            <numerusform>%n quick notes not taken up yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) begun and not submitted</source>
        <translation>
            <numerusform>%n visit begun and not submitted</numerusform>
            <numerusform>%n visits begun and not submitted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LimitsNotice</name>
    <message numerus="yes">
        <source>%n mediation case(s) with a limit that ends, the first: {limit}</source>
        <translation>
            <numerusform>%n mediation case with a limit that ends: {limit}</numerusform>
            <numerusform>%n mediation cases with a limit that ends, the first: {limit}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockedWindow</name>
    <message numerus="yes">
        <source>%n record(s) so far.</source>
        <translation>
            <numerusform>%n record so far.</numerusform>
            <numerusform>%n records so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LooksCard</name>
    <message numerus="yes">
        <source>%n opening(s) known here; each one goes to the server.</source>
        <translation>
            <numerusform>%n opening known here; each one goes to the server.</numerusform>
            <numerusform>%n openings known here; each one goes to the server.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MattersSection</name>
    <message numerus="yes">
        <source>%n change(s) not yet on the server</source>
        <translation>
            <numerusform>%n change not yet on the server</numerusform>
            <numerusform>%n changes not yet on the server</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MembersSection</name>
    <message numerus="yes">
        <source>Members: %n</source>
        <translation>
            <numerusform>Members: %n</numerusform>
            <numerusform>Members: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n year old</numerusform>
            <numerusform>%n years old</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OffersCard</name>
    <message numerus="yes">
        <source>Offered to you by colleagues: %n visit(s)</source>
        <translation>
            <numerusform>Offered to you by colleagues: %n visit</numerusform>
            <numerusform>Offered to you by colleagues: %n visits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more after these</source>
        <translation>
            <numerusform>%n more after these</numerusform>
            <numerusform>%n more after these</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OwnProposalsPage</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatrolsNotice</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n year old</numerusform>
            <numerusform>%n years old</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message numerus="yes">
        <source>%n grid(s)</source>
        <translation>
            <numerusform>%n grid</numerusform>
            <numerusform>%n grids</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n too large</source>
        <translation>
            <numerusform>%n too large</numerusform>
            <numerusform>%n too large</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n former</source>
        <translation>
            <numerusform>%n former</numerusform>
            <numerusform>%n former</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlannedList</name>
    <message numerus="yes">
        <source>%n building(s)</source>
        <translation>
            <numerusform>%n building</numerusform>
            <numerusform>%n buildings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlansSection</name>
    <message numerus="yes">
        <source>waiting for %n day(s)</source>
        <translation>
            <numerusform>waiting for %n day</numerusform>
            <numerusform>waiting for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecoveredCard</name>
    <message numerus="yes">
        <source>%n record(s) were recovered</source>
        <translation>
            <numerusform>%n record was recovered</numerusform>
            <numerusform>%n records were recovered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repaired: %n record(s) with your work are here again</source>
        <translation>
            <numerusform>Repaired: %n record with your work is here again</numerusform>
            <numerusform>Repaired: %n records with your work are here again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepairWindow</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s)</source>
        <translation>
            <numerusform>%n photo or paper</numerusform>
            <numerusform>%n photos or papers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>%n third refusal(s): decide how to go on</source>
        <translation>
            <numerusform>%n third refusal: decide how to go on</numerusform>
            <numerusform>%n third refusals: decide how to go on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n contact visit(s) without follow-up?</source>
        <translation>
            <numerusform>Approve %n contact visit without follow-up?</numerusform>
            <numerusform>Approve %n contact visits without follow-up?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approved</source>
        <translation>
            <numerusform>%n approved</numerusform>
            <numerusform>%n approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n of little &amp;risk</source>
        <translation>
            <numerusform>Approve %n of little &amp;risk</numerusform>
            <numerusform>Approve %n of little &amp;risk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterPage</name>
    <message numerus="yes">
        <source>%n row(s) are refused and stay in the file.</source>
        <translation>
            <numerusform>%n row are refused and stay in the file.</numerusform>
            <numerusform>%n rows are refused and stay in the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n change(s)?</source>
        <translation>
            <numerusform>Import %n change?</numerusform>
            <numerusform>Import %n changes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) saved on this computer; they will be sent.</source>
        <translation>
            <numerusform>%n change saved on this computer; they will be sent.</numerusform>
            <numerusform>%n changes saved on this computer; they will be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SizePreview</name>
    <message numerus="yes">
        <source>%n building(s) go</source>
        <translation>
            <numerusform>%n building goes</numerusform>
            <numerusform>%n buildings go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) here</source>
        <translation>
            <numerusform>%n record here</numerusform>
            <numerusform>%n records here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryCard</name>
    <message numerus="yes">
        <source>%n row(s) taken</source>
        <translation>
            <numerusform>%n row taken</numerusform>
            <numerusform>%n rows taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mended</source>
        <translation>
            <numerusform>%n mended</numerusform>
            <numerusform>%n mended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to save</source>
        <translation>
            <numerusform>%n change to save</numerusform>
            <numerusform>%n changes to save</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptop(s) are suspended</source>
        <translation>
            <numerusform>%n laptop is suspended</numerusform>
            <numerusform>%n laptops are suspended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) wait to be sent</source>
        <translation>
            <numerusform>%n record waits to be sent</numerusform>
            <numerusform>%n records wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) need a decision</source>
        <translation>
            <numerusform>%n conflict needs a decision</numerusform>
            <numerusform>%n conflicts need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) need you</source>
        <translation>
            <numerusform>%n change needs you</numerusform>
            <numerusform>%n changes need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayNotices</name>
    <message numerus="yes">
        <source>%n matter(s) need your decision</source>
        <translation>
            <numerusform>%n matter needs your decision</numerusform>
            <numerusform>%n matters need your decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) came back to you: {remark}</source>
        <translation>
            <numerusform>%n visit came back to you: {remark}</numerusform>
            <numerusform>%n visits came back to you: {remark}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more to read</source>
        <translation>
            <numerusform>%n more to read</numerusform>
            <numerusform>%n more to read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n care plan(s) to review</source>
        <translation>
            <numerusform>%n care plan to review</numerusform>
            <numerusform>%n care plans to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) of residents wait for an answer, the first by {day}</source>
        <translation>
            <numerusform>%n request of a resident waits for an answer by {day}</numerusform>
            <numerusform>%n requests of residents wait for an answer, the first by {day}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more this week</source>
        <translation>
            <numerusform>%n more this week</numerusform>
            <numerusform>%n more this week</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message numerus="yes">
        <source>%n household(s) waiting</source>
        <translation>
            <numerusform>%n household waiting</numerusform>
            <numerusform>%n households waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>%n due today</numerusform>
            <numerusform>%n due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the next days</source>
        <translation>
            <numerusform>%n in the next days</numerusform>
            <numerusform>%n in the next days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be asked for consent</source>
        <translation>
            <numerusform>%n to be asked for consent</numerusform>
            <numerusform>%n to be asked for consent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n declined three times</source>
        <translation>
            <numerusform>%n declined three times</numerusform>
            <numerusform>%n declined three times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TourPage</name>
    <message numerus="yes">
        <source>%n visit(s) recorded; they will be sent.</source>
        <translation>
            <numerusform>%n visit recorded; it will be sent.</numerusform>
            <numerusform>%n visits recorded; they will be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n recorded</numerusform>
            <numerusform>%n recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s)</source>
        <translation>
            <numerusform>%n draft</numerusform>
            <numerusform>%n drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitsSection</name>
    <message numerus="yes">
        <source>Visits: %n</source>
        <translation>
            <numerusform>Visits: %n</numerusform>
            <numerusform>Visits: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n visits</source>
        <translation>
            <numerusform>Show the %n visit</numerusform>
            <numerusform>Show all %n visits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitNote</name>
    <message numerus="yes">
        <source>The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>The next try is possible in %n second.</numerusform>
            <numerusform>The next try is possible in %n seconds.</numerusform>
        </translation>
    </message>
</context>
</TS>
